package io.coportal.sync.security;

import io.coportal.sync.problem.StartRefused;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.stereotype.Component;

/** Refuses to listen where other machines can reach it, unless that was said on purpose. */
@Component
class ListeningAddress {
  ListeningAddress(ServerProperties server, SecuritySettings settings) {
    boolean local = server.getAddress() != null && server.getAddress().isLoopbackAddress();
    if (!local && !settings.allowRemote()) {
      throw new StartRefused(
          "server.address is not a loopback address, so other machines could reach this server.",
          "Set server.address to 127.0.0.1; or, behind a proxy that ends TLS, set"
              + " coportal.security.allow-remote=true.");
    }
  }
}
