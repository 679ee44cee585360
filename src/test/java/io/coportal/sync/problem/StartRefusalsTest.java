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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.util.FileSystemUtils;

/**
 * A setting that cannot work ends the start with a sentence and a cure, and no stack trace. What is
 * refused by the settings alone starts nothing but them; with {@code mvn -Plong verify} the whole
 * application as well.
 */
@Isolated("reads the console")
@ExtendWith(OutputCaptureExtension.class)
class StartRefusalsTest {
  private static final String NO_SERVER = "spring.main.web-application-type=none";

  @TempDir private Path folder;

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = RefusedSettings.OF_THE_WHOLE)
  void refuses(String setting, String sentence, CapturedOutput console) {
    assertRefused(console, sentence, setting);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = RefusedSettings.BY_THEMSELVES)
  void refusesBeforeAnythingElseStarts(String setting, String sentence, CapturedOutput console) {
    assertRefused(console, sentence, SettingsAlone.class, setting, NO_SERVER);
  }

  @Tag("long")
  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = RefusedSettings.BY_THEMSELVES)
  void refusesAsAWhole(String setting, String sentence, CapturedOutput console) {
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
    assertRefused(console, sentence, CoPortalSync.class, setting);
  }

  private void assertRefused(
      CapturedOutput console, String sentence, Class<?> application, String... settings) {
    assertThatThrownBy(() -> SpringApplication.run(application, arguments(settings)))
        .isInstanceOf(Exception.class);
    String said = console.getAll();
    assertThat(said).contains("APPLICATION FAILED TO START");
    assertThat(said.substring(said.indexOf("APPLICATION FAILED TO START")))
        .contains("Description:", sentence, "Action:");
    assertThat(said).as("no stack trace").doesNotContain("\tat ", "Caused by:");
  }

  private String[] arguments(String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "server.port=0",
                "management.server.port=0",
                "spring.main.banner-mode=off",
                "spring.datasource.url=jdbc:h2:mem:start-refused",
                "spring.datasource.hikari.connection-timeout=2000",
                "coportal.encryption.keyset-file=" + folder.resolve("keyset.json"),
                "coportal.security.first-key-file=" + folder.resolve("first-api-key"),
                "coportal.portal.base-url=http://127.0.0.1:1",
                "coportal.portal.auth-key=sk_live_test"));
    for (String setting : settings) {
      all.removeIf(usual -> usual.startsWith(setting.substring(0, setting.indexOf('=') + 1)));
      all.add(setting);
    }
    return all.stream().map(one -> "--" + one).toArray(String[]::new);
  }

  /** All settings of ours and whoever checks them, without what they are for. */
  @ConfigurationPropertiesScan(basePackageClasses = CoPortalSync.class)
  @EnableConfigurationProperties({ServerProperties.class, ManagementServerProperties.class})
  @ComponentScan(
      basePackageClasses = CoPortalSync.class,
      useDefaultFilters = false,
      includeFilters =
          @Filter(
              type = FilterType.REGEX,
              pattern =
                  ".*\\.(ListeningAddress|UnknownKeys|PortalConfiguration|ConnectionWindows)"))
  static class SettingsAlone {}
}
