package io.coportal.sync.demo;

import io.coportal.sync.CoPortalSync;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * {@code mvn spring-boot:test-run}: the application between a simulated CoPortal and simulated
 * ledgers, with sample workspaces, on this machine only. With {@code --simulators-only} the
 * simulators run alone, for an application started elsewhere.
 */
public final class Demo {
  private static final Path STATE = Path.of(".", ".data", "demo");

  private static final String SIMULATORS_ONLY = "--simulators-only";

  /** For a container, whose loopback nobody else reaches. */
  private static final String ANY_ADDRESS = "--any-address";

  /** Read after config/, so that it wins over the real ledgers' addresses. */
  private static final String POINT_AT_SIMULATORS =
      "--spring.config.additional-location=classpath:demo/";

  private Demo() {}

  public static void main(String[] args) throws InterruptedException, IOException {
    boolean anyAddress = List.of(args).contains(ANY_ADDRESS);
    // Closed when the application does not start: their threads would keep the process alive.
    try (DemoSimulators simulators = DemoSimulators.onUsualPorts(anyAddress)) {
      if (List.of(args).contains(SIMULATORS_ONLY)) {
        System.out.println(simulators.pages());
      } else {
        // The simulators begin anew, so the application does too: yesterday's ids would mean
        // nothing.
        FileSystemUtils.deleteRecursively(STATE);
        start(simulators, STATE, args);
      }
      new CountDownLatch(1).await();
    }
  }

  /**
   * Is back when every sample invoice was read from CoPortal.
   *
   * @param state where database, keyset and first key are kept
   * @param more arguments that win over the demo's own
   */
  public static ConfigurableApplicationContext start(
      DemoSimulators simulators, Path state, String... more) {
    return SpringApplication.from(CoPortalSync::main)
        .with(SampleWorkspaces.class)
        .run(
            Stream.of(
                    Stream.of(POINT_AT_SIMULATORS, "--demo.state=" + state),
                    simulators.arguments().stream(),
                    Stream.of("--demo.pages=" + simulators.pages()),
                    Stream.of(more))
                .flatMap(each -> each)
                .toArray(String[]::new))
        .getApplicationContext();
  }
}
