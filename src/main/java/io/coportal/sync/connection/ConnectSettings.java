package io.coportal.sync.connection;

import io.coportal.sync.problem.StartRefused;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How owners' browsers come here and where they may be sent back to.
 *
 * @param publicUrl the address under which browsers reach this server, without a trailing slash
 * @param returnTo origins an owner may be sent back to; {@code *} stands for one label of the host.
 *     This server's own origin is always allowed
 * @param linkLifetime how long a one-time link may wait for its click, and then a consent for its
 *     end
 */
@ConfigurationProperties("coportal.connect")
record ConnectSettings(
    @DefaultValue("http://localhost:8080") URI publicUrl,
    @DefaultValue List<String> returnTo,
    @DefaultValue("10m") Duration linkLifetime) {
  private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9*.-]+(:\\d{1,5})?");

  ConnectSettings {
    StartRefused.unlessPositive("coportal.connect.link-lifetime", linkLifetime);
    if (!List.of("http", "https").contains(String.valueOf(publicUrl.getScheme()))
        || publicUrl.getHost() == null
        || publicUrl.toString().endsWith("/")) {
      throw new StartRefused(
          "coportal.connect.public-url is " + publicUrl + ", which browsers cannot reach.",
          "Set it to scheme and host without a trailing slash, such as https://sync.example.com.");
    }
    returnTo.stream()
        .filter(origin -> !ORIGIN.matcher(origin).matches())
        .forEach(ConnectSettings::refuse);
  }

  private static void refuse(String origin) {
    throw new StartRefused(
        "coportal.connect.return-to holds " + origin + ", which is no origin.",
        "Write scheme and host, and the port if there is one, such as https://app.example.com.");
  }
}
