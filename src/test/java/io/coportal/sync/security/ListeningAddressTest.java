package io.coportal.sync.security;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coportal.sync.problem.StartRefused;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties;
import org.springframework.boot.autoconfigure.web.ServerProperties;

class ListeningAddressTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "127.0.0.1, false, true",
        "::1,       false, true",
        "0.0.0.0,   false, false",
        "192.0.2.1, false, false",
        "none,      false, false",
        "0.0.0.0,   true,  true"
      })
  void otherMachinesReachTheServerOnlyIfThatWasSaid(String address, boolean allowed, boolean starts)
      throws Exception {
    ServerProperties server = new ServerProperties();
    server.setAddress(address == null ? null : InetAddress.getByName(address));
    ManagementServerProperties management = new ManagementServerProperties();
    management.setAddress(InetAddress.getLoopbackAddress());
    management.setPort(8081);
    SecuritySettings settings =
        new SecuritySettings(allowed, Path.of("unused"), 1, 1, Duration.ofSeconds(1));
    if (starts) {
      assertThatCode(() -> new ListeningAddress(server, management, settings))
          .doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> new ListeningAddress(server, management, settings))
          .isInstanceOf(StartRefused.class);
    }
  }
}
