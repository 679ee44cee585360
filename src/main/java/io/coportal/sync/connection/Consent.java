package io.coportal.sync.connection;

import java.io.Serializable;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An owner on the way through the ledger's consent. Kept in the browser's session on this side:
 * nothing in here is taken from the callback on trust.
 *
 * @param returnTo already checked; null: a plain page at the end
 * @param settings a JSON merge patch applied when the connection is made; may be null
 * @param grantId null until the ledger has sent the owner back with a good code
 * @param callback what else the ledger put into its callback
 */
record Consent(
    String workspaceId,
    String provider,
    String returnTo,
    String settings,
    Instant startedAt,
    String grantId,
    HashMap<String, String> callback)
    implements Serializable {
  private static final Pattern SHOWN = Pattern.compile("[A-Za-z0-9-]{1,64}");

  static Consent start(ConnectLinks.Opened link, Instant now) {
    return new Consent(
        link.workspaceId(),
        link.provider(),
        link.returnTo(),
        link.settings(),
        now,
        null,
        new HashMap<>());
  }

  /**
   * The callback's parameters in words, as far as they can be shown: an address bar may hold
   * anything.
   */
  String named() {
    return callback.entrySet().stream()
        .filter(e -> SHOWN.matcher(e.getKey()).matches() && SHOWN.matcher(e.getValue()).matches())
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(Collectors.joining(", "));
  }

  Consent given(String grant, Map<String, String> parameters) {
    return new Consent(
        workspaceId, provider, returnTo, settings, startedAt, grant, new HashMap<>(parameters));
  }
}
