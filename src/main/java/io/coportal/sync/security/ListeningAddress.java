package io.coportal.sync.security;

import io.coportal.sync.problem.StartRefused;
import java.net.InetAddress;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.stereotype.Component;

/**
 * Refuses to listen where other machines can reach it, unless that was said on purpose, and on
 * ports that are none. Health and metrics carry no keys, so they never share the API's port.
 */
@Component
class ListeningAddress {
  private static final int MOST = 65_535;

  ListeningAddress(
      ServerProperties server, ManagementServerProperties management, SecuritySettings settings) {
    refuseRemote("server.address", server.getAddress(), settings);
    refuseRemote("management.server.address", management.getAddress(), settings);
    refuseNoPort("server.port", server.getPort());
    refuseNoPort("management.server.port", management.getPort());
    if (management.getPort() == null
        || management.getPort() != 0 && management.getPort().equals(server.getPort())) {
      throw new StartRefused(
          "management.server.port is that of the API, where strangers could read the metrics.",
          "Set it to a port of its own, such as 8081.");
    }
  }

  private static void refuseNoPort(String key, Integer port) {
    if (port != null && (port < 0 || port > MOST)) {
      throw new StartRefused(key + " is " + port + ", which is no port.", "Use 1 to 65535.");
    }
  }

  private static void refuseRemote(String key, InetAddress address, SecuritySettings settings) {
    boolean local = address != null && address.isLoopbackAddress();
    if (!local && !settings.allowRemote()) {
      throw new StartRefused(
          key + " is not a loopback address, so other machines could reach this server.",
          "Set "
              + key
              + " to 127.0.0.1; or, behind a proxy that ends TLS, set"
              + " coportal.security.allow-remote=true.");
    }
  }
}
