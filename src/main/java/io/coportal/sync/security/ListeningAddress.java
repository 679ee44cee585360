package io.coportal.sync.security;

import io.coportal.sync.problem.StartRefused;
import java.net.InetAddress;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.stereotype.Component;

/** Refuses to listen where other machines can reach it, unless that was said on purpose. */
@Component
class ListeningAddress {
  ListeningAddress(
      ServerProperties server, ManagementServerProperties management, SecuritySettings settings) {
    refuseRemote("server.address", server.getAddress(), settings);
    refuseRemote("management.server.address", management.getAddress(), settings);
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
