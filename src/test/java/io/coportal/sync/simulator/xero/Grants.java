package io.coportal.sync.simulator.xero;

import io.coportal.sync.simulator.Request;
import io.coportal.sync.simulator.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Who may do what: codes, token sets, access tokens and connections. */
final class Grants {
  static final Duration ACCESS_LIFE = Duration.ofMinutes(30);
  private static final Duration CODE_LIFE = Duration.ofMinutes(5);
  private static final Duration GRACE = Duration.ofMinutes(30);
  private static final Duration REFRESH_LIFE = Duration.ofDays(60);
  private static final DateTimeFormatter US_TIME =
      DateTimeFormatter.ofPattern("MM/dd/uuuu HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Clock clock;
  private final Map<String, Code> codes = new HashMap<>();
  private final List<TokenSet> tokenSets = new ArrayList<>();
  private final Map<String, Access> accesses = new HashMap<>();
  private final List<Connection> connections = new ArrayList<>();

  Grants(Clock clock) {
    this.clock = clock;
  }

  /** What the user agreed to. */
  record Consent(String client, String user, Set<String> scopes, UUID event) {}

  record Code(Consent consent, String redirectUri, String challenge, Instant expires) {}

  record Connection(
      UUID id, String client, String user, UUID tenant, UUID event, Instant made, Instant changed) {

    boolean of(Access access) {
      return client.equals(access.client()) && user.equals(access.consent().user());
    }
  }

  record Access(Consent consent, Instant expires) {
    String client() {
      return consent.client();
    }

    Set<String> scopes() {
      return consent.scopes();
    }
  }

  /** An access token's meaning, or why it is refused. */
  record Bearer(Access access, Response refusal) {}

  private static final class TokenSet {
    private final Consent consent;
    private String current;
    private String previous;
    private Instant rotated;
    private Instant used;

    private TokenSet(Consent consent, String current, Instant now) {
      this.consent = consent;
      this.current = current;
      this.used = now;
    }
  }

  synchronized String code(
      Consent consent, String redirectUri, String challenge, Collection<UUID> tenants) {
    for (var tenant : tenants) {
      connect(consent, tenant);
    }
    var code = UUID.randomUUID().toString().replace("-", "");
    codes.put(code, new Code(consent, redirectUri, challenge, clock.instant().plus(CODE_LIFE)));
    return code;
  }

  private void connect(Consent consent, UUID tenant) {
    var now = clock.instant();
    var known =
        connections.stream()
            .filter(
                old ->
                    old.client().equals(consent.client())
                        && old.user().equals(consent.user())
                        && old.tenant().equals(tenant))
            .findFirst();
    known.ifPresent(connections::remove);
    connections.add(
        new Connection(
            known.map(Connection::id).orElseGet(UUID::randomUUID),
            consent.client(),
            consent.user(),
            tenant,
            consent.event(),
            known.map(Connection::made).orElse(now),
            now));
  }

  /** Takes a code, which works once and for five minutes. */
  synchronized Optional<Code> redeem(String code) {
    return Optional.ofNullable(codes.remove(code))
        .filter(found -> clock.instant().isBefore(found.expires()));
  }

  synchronized String startRefreshing(Consent consent) {
    var token = fresh();
    tokenSets.add(new TokenSet(consent, token, clock.instant()));
    return token;
  }

  /** A rotated refresh token and whose it is. */
  record Rotation(Consent consent, String refreshToken) {}

  /**
   * Replaces a refresh token. Its immediate predecessor works for half an hour more; then the token
   * it had been replaced by is dead.
   */
  synchronized Optional<Rotation> rotate(String client, String token) {
    var now = clock.instant();
    for (var set : tokenSets) {
      var inGrace = token.equals(set.previous) && now.isBefore(set.rotated.plus(GRACE));
      var current = token.equals(set.current) && now.isBefore(set.used.plus(REFRESH_LIFE));
      if (set.consent.client().equals(client) && (current || inGrace)) {
        if (current) {
          set.previous = set.current;
          set.rotated = now;
        }
        set.current = fresh();
        set.used = now;
        return Optional.of(new Rotation(set.consent, set.current));
      }
    }
    return Optional.empty();
  }

  /** Ends the token set and every connection of its user with the application. */
  synchronized void revoke(String client, String refreshToken) {
    tokenSets.stream()
        .filter(set -> refreshToken.equals(set.current) || refreshToken.equals(set.previous))
        .filter(set -> set.consent.client().equals(client))
        .findFirst()
        .ifPresent(set -> revokeUser(client, set.consent.user()));
  }

  private void revokeUser(String client, String user) {
    tokenSets.removeIf(set -> of(set.consent, client, user));
    accesses.values().removeIf(access -> of(access.consent(), client, user));
    connections.removeIf(made -> made.client().equals(client) && made.user().equals(user));
  }

  private static boolean of(Consent consent, String client, String user) {
    return consent.client().equals(client) && consent.user().equals(user);
  }

  synchronized void revokeEverything() {
    codes.clear();
    tokenSets.clear();
    accesses.clear();
    connections.clear();
  }

  synchronized void remember(String accessToken, Consent consent) {
    accesses.put(accessToken, new Access(consent, clock.instant().plus(ACCESS_LIFE)));
  }

  synchronized void expireAccessTokens() {
    accesses.replaceAll((token, access) -> new Access(access.consent(), clock.instant()));
  }

  synchronized Bearer bearer(Request request) {
    var access =
        request
            .header("Authorization")
            .filter(sent -> sent.regionMatches(true, 0, "Bearer ", 0, 7))
            .map(sent -> accesses.get(sent.substring(7).trim()));
    if (access.isEmpty()) {
      return new Bearer(null, unauthorized("AuthenticationUnsuccessful"));
    }
    var expires = access.get().expires();
    return clock.instant().isBefore(expires)
        ? new Bearer(access.get(), null)
        : new Bearer(null, unauthorized(expired(expires)));
  }

  static Response unauthorized(String detail) {
    return Refusal.problem(401, "Unauthorized", detail);
  }

  static String expired(Instant at) {
    return "TokenExpired: token expired at " + US_TIME.format(at);
  }

  synchronized List<Connection> connections(Access access) {
    return connections.stream().filter(made -> made.of(access)).toList();
  }

  synchronized boolean connected(Access access, UUID tenant) {
    return connections(access).stream().anyMatch(made -> made.tenant().equals(tenant));
  }

  /** The application drops one connection of its user. */
  synchronized boolean disconnect(Access access, UUID connection) {
    return connections.removeIf(made -> made.of(access) && made.id().equals(connection));
  }

  /** A person disconnects the application from an organisation; nobody is told. */
  synchronized void disconnect(UUID tenant) {
    connections.removeIf(made -> made.tenant().equals(tenant));
  }

  private static String fresh() {
    return (UUID.randomUUID() + "" + UUID.randomUUID()).replace("-", "");
  }
}
