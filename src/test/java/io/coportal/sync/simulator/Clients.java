package io.coportal.sync.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The registered applications, where they may be redirected to and what they may ask for. */
public final class Clients {
  private final Set<String> scopes;
  private final Map<String, String> secrets = new ConcurrentHashMap<>();
  private final Set<String> redirects = ConcurrentHashMap.newKeySet();

  /**
   * @param scopes everything a client of this provider may ask for
   */
  public Clients(Set<String> scopes) {
    this.scopes = Set.copyOf(scopes);
  }

  public void register(String id, String secret) {
    secrets.put(id, secret);
  }

  public void registerRedirect(String uri) {
    redirects.add(uri);
  }

  public boolean known(String id) {
    return id != null && secrets.containsKey(id);
  }

  /**
   * Registered addresses, and, more lenient than the real providers, every path on this machine, so
   * that a demo works on any port.
   */
  public boolean mayRedirectTo(String uri) {
    return uri != null
        && (redirects.contains(uri)
            || uri.matches("http://(localhost|127\\.0\\.0\\.1)(:\\d+)?(/.*)?"));
  }

  public boolean scopesExist(Set<String> asked) {
    return scopes.containsAll(asked);
  }

  /** The id of the client that proved its secret, by Basic or by form fields. */
  public Optional<String> authenticated(Request request) {
    var header = request.header("Authorization").filter(sent -> sent.startsWith("Basic "));
    if (header.isPresent()) {
      return basic(header.get().substring(6));
    }
    var form = request.form();
    return proved(form.get("client_id"), form.get("client_secret"));
  }

  /** Whether the caller said at all who it is. */
  public static boolean named(Request request) {
    return request.header("Authorization").isPresent()
        || !request.form().getOrDefault("client_id", "").isBlank();
  }

  private Optional<String> basic(String encoded) {
    try {
      var pair =
          new String(Base64.getDecoder().decode(encoded.trim()), StandardCharsets.UTF_8)
              .split(":", 2);
      return pair.length == 2 ? proved(decoded(pair[0]), decoded(pair[1])) : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private Optional<String> proved(String id, String secret) {
    return known(id) && secrets.get(id).equals(secret) ? Optional.of(id) : Optional.empty();
  }
}
