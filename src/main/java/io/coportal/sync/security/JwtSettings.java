package io.coportal.sync.security;

import io.coportal.sync.problem.StartRefused;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose access tokens are taken in place of API keys. Without issuer, address and audience: none.
 *
 * @param issuer the {@code iss} of its tokens, to the letter
 * @param jwkSetUri where its public keys are; https, or http on this machine
 * @param audience what this server is called in {@code aud}
 * @param type the {@code typ} of an access token (RFC 9068), which an ID token does not have
 * @param workspaceClaim names the one workspace that the caller may see
 * @param scopesClaim what it may do, as a list or a text with spaces between
 */
@ConfigurationProperties("coportal.security.jwt")
record JwtSettings(
    @DefaultValue("") String issuer,
    @DefaultValue("") String jwkSetUri,
    @DefaultValue("") String audience,
    @DefaultValue("at+jwt") String type,
    @DefaultValue("workspace") String workspaceClaim,
    @DefaultValue("scope") String scopesClaim) {
  private static final String PREFIX = "coportal.security.jwt.";
  private static final List<String> THIS_MACHINE = List.of("localhost", "127.0.0.1", "[::1]");

  JwtSettings {
    refuseHalf(issuer, jwkSetUri, audience);
    Stream.of(type, workspaceClaim, scopesClaim)
        .filter(String::isBlank)
        .findAny()
        .ifPresent(
            blank -> {
              throw new StartRefused(
                  PREFIX + "type, .workspace-claim or .scopes-claim is blank.",
                  "Set it, or leave it out for its default.");
            });
    if (!jwkSetUri.isBlank()) {
      url(jwkSetUri);
    }
  }

  boolean taken() {
    return !issuer.isBlank();
  }

  URL keys() {
    return url(jwkSetUri);
  }

  private static void refuseHalf(String issuer, String jwkSetUri, String audience) {
    long set = Stream.of(issuer, jwkSetUri, audience).filter(text -> !text.isBlank()).count();
    if (set == 1 || set == 2) {
      throw new StartRefused(
          "Of %sissuer, .jwk-set-uri and .audience only some are set.".formatted(PREFIX),
          "Set all three, so that tokens of that issuer for this server are taken, or none.");
    }
  }

  private static URL url(String text) {
    try {
      URI uri = URI.create(text);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      boolean safe =
          scheme.equals("https")
              || scheme.equals("http") && THIS_MACHINE.contains(String.valueOf(uri.getHost()));
      if (safe && uri.getHost() != null) {
        return uri.toURL();
      }
    } catch (IllegalArgumentException | MalformedURLException noAddress) {
      // refused below
    }
    throw new StartRefused(
        PREFIX + "jwk-set-uri is " + text + ", not an https address.",
        "Set it to the address of the issuer's public keys, such as"
            + " https://login.example.com/jwks.json.");
  }
}
