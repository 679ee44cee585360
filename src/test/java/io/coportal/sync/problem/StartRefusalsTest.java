package io.coportal.sync.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coportal.sync.CoPortalSync;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.FileSystemUtils;

/** A setting that cannot work ends the start with a sentence and a cure, and no stack trace. */
@Isolated("reads the console")
@ExtendWith(OutputCaptureExtension.class)
class StartRefusalsTest {
  @TempDir private Path folder;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          server.port=http,                                 Invalid value 'http' for configuration property 'server.port'
          server.port=99999,                                server.port is 99999
          management.server.port=-7,                        management.server.port is -7
          server.address=0.0.0.0,                           server.address is not a loopback address
          management.server.address=0.0.0.0,                management.server.address is not a loopback
          routes.base=file:nowhere,                         routes.base is file:nowhere
          spring.datasource.url=jdbc:h2:data/coportal,      The database cannot be used
          spring.datasource.url=jdbc:postgresql://127.0.0.1:1/x, The database cannot be used
          coportal.encryption.keyset-file=pom.xml,          The encryption keyset pom.xml cannot be read
          coportal.encryption.keyset-file=/proc/x/keyset,   /proc/x/keyset cannot be written
          coportal.security.first-key-file=/proc/x/key,     /proc/x/key cannot be written
          coportal.security.first-key-file=pom.xml,         The file pom.xml is there already
          coportal.security.requests-per-second=0,          coportal.security.requests-per-second is 0
          coportal.idempotency-key.retention=0s,            coportal.idempotency-key.retention is PT0S
          coportal.security.allow-remote=maybe,             coportal.security.allow-remote
          coportal.poll.auto-sync-cron=every minute,        coportal.poll.auto-sync-cron is every minute
          coportal.sweep.period=-1,                         coportal.sweep.period is -1
          coportal.redelivery.delay=-5,                     coportal.redelivery.delay is -5
          coportal.retry.first-delay=-5s,                   coportal.retry.first-delay is PT-5S
          coportal.retry.longest-delay=soon,                coportal.retry.longest-delay
          coportal.retry.max-attempts=0,                    coportal.retry.max-attempts is 0
          coportal.connect.public-url=localhost:8080,       coportal.connect.public-url is localhost:8080
          coportal.connect.link-lifetime=0s,                coportal.connect.link-lifetime is PT0S
          """)
  void refuses(String setting, String sentence, CapturedOutput console) {
    assertRefused(console, sentence, setting);
  }

  @Test
  void refusesAPortThatIsTaken(CapturedOutput console) throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = Integer.toString(taken.getLocalPort());
      assertRefused(console, "Port " + port + " was already in use", "server.port=" + port);
    }
  }

  @Test
  void refusesARouteThatIsBroken(CapturedOutput console) throws IOException {
    Path routes = folder.resolve("routes");
    FileSystemUtils.copyRecursively(Path.of("routes"), routes);
    Files.writeString(
        routes.resolve("broken.camel.yaml"),
        """
        - route:
            id: broken
            from:
              uri: timer:x?period=soon
              steps:
                - log: never
        """);
    assertRefused(console, "The route broken cannot start", "routes.base=file:" + routes);
  }

  private void assertRefused(CapturedOutput console, String sentence, String setting) {
    assertThatThrownBy(() -> CoPortalSync.main(arguments(setting))).isInstanceOf(Exception.class);
    String said = console.getAll();
    assertThat(said).contains("APPLICATION FAILED TO START");
    assertThat(said.substring(said.indexOf("APPLICATION FAILED TO START")))
        .contains("Description:", sentence, "Action:");
    assertThat(said).as("no stack trace").doesNotContain("\tat ", "Caused by:");
  }

  private String[] arguments(String setting) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "server.port=0",
                "management.server.port=0",
                "spring.main.banner-mode=off",
                "spring.datasource.url=jdbc:h2:mem:start-refused",
                "spring.datasource.hikari.connection-timeout=2000",
                "coportal.encryption.keyset-file=" + folder.resolve("keyset.json"),
                "coportal.security.first-key-file=" + folder.resolve("first-api-key")));
    settings.removeIf(usual -> usual.startsWith(setting.substring(0, setting.indexOf('=') + 1)));
    settings.add(setting);
    return settings.stream().map(one -> "--" + one).toArray(String[]::new);
  }
}
