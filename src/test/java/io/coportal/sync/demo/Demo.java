package io.coportal.sync.demo;

import io.coportal.sync.CoPortalSync;
import io.coportal.sync.simulator.SimulatorClock;
import io.coportal.sync.simulator.quickbooks.QuickBooksSimulator;
import io.coportal.sync.simulator.xero.XeroSimulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.util.FileSystemUtils;

/**
 * {@code mvn spring-boot:test-run}: the application with simulated ledgers and sample workspaces,
 * on this machine only. With {@code --simulators-only} the simulators run alone, for an application
 * started elsewhere.
 */
public final class Demo {
  /** Where the simulators listen; {@code demo/application.yaml} points the application at them. */
  static final int XERO_PORT = 8091;

  static final int QUICKBOOKS_PORT = 8092;

  private static final int NO_NETWORK_BETWEEN = 500;

  private static final Path STATE = Path.of(".data", "demo");

  private static final String SIMULATORS_ONLY = "--simulators-only";

  /** For a container, whose loopback nobody else reaches. */
  private static final String ANY_ADDRESS = "--any-address";

  /** Read after config/, so that it wins over the real ledgers' addresses. */
  private static final String POINT_AT_SIMULATORS =
      "--spring.config.additional-location=classpath:demo/";

  private Demo() {}

  public static void main(String[] args) throws InterruptedException, IOException {
    // Closed when the application does not start: their threads would keep the process alive.
    boolean any = List.of(args).contains(ANY_ADDRESS);
    try (XeroSimulator xero = XeroSimulator.start(address(any, XERO_PORT), SimulatorClock.real());
        QuickBooksSimulator quickBooks =
            QuickBooksSimulator.start(address(any, QUICKBOOKS_PORT), SimulatorClock.real())) {
      // A ledger across a network answers too slowly for ten calls a second; this one does not.
      quickBooks.limits().second(NO_NETWORK_BETWEEN);
      if (List.of(args).contains(SIMULATORS_ONLY)) {
        System.out.printf(
            "Simulated Xero: %s/ledger%nSimulated QuickBooks Online: %s/ledger%n",
            xero.baseUrl(), quickBooks.baseUrl());
      } else {
        startApplication(args);
      }
      new CountDownLatch(1).await();
    }
  }

  private static void startApplication(String[] args) throws IOException {
    // The simulated ledgers begin empty, so the application does too: yesterday's ids would mean
    // nothing.
    FileSystemUtils.deleteRecursively(STATE);
    SpringApplication.from(CoPortalSync::main)
        .with(SampleWorkspaces.class)
        .run(pointedAtSimulators(args));
  }

  private static InetSocketAddress address(boolean any, int port) {
    return any
        ? new InetSocketAddress(port)
        : new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static String[] pointedAtSimulators(String[] args) {
    return Stream.concat(Stream.of(POINT_AT_SIMULATORS), Stream.of(args)).toArray(String[]::new);
  }
}
