package io.coportal.sync.simulator.quickbooks;

import io.coportal.sync.simulator.Request;
import io.coportal.sync.simulator.Response;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Who may do what: codes, refresh tokens, access tokens. */
final class Grants {
  static final Duration ACCESS_LIFE = Duration.ofHours(1);
  private static final String ENCRYPTED_JWT =
      Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              "{\"enc\":\"A128CBC-HS256\",\"alg\":\"dir\"}".getBytes(StandardCharsets.US_ASCII));
  private static final Duration CODE_LIFE = Duration.ofMinutes(5);
  private static final Duration ROTATION = Duration.ofHours(24);
  private static final Duration REFRESH_LIFE = Duration.ofSeconds(8_726_400);
  private static final Duration HARD_LIFE = Duration.ofDays(5 * 365);

  private final Clock clock;
  private final Map<String, Code> codes = new HashMap<>();
  private final List<Grant> grants = new ArrayList<>();
  private final Map<String, Access> accesses = new HashMap<>();
  private boolean grace;

  Grants(Clock clock) {
    this.clock = clock;
  }

  /** What the user agreed to. */
  record Consent(String client, String user, Set<String> scopes, String realm) {}

  /** A refresh token and how long it lives; the hard end counts from the consent. */
  record Refresh(Grant grant, String token, Duration left, Duration hardLeft) {}

  private record Code(Grant grant, String redirectUri, Instant expires) {}

  private record Access(Grant grant, Instant expires) {}

  /** One consent and the tokens that came of it. */
  static final class Grant {
    private final Consent consent;
    private final Instant made;
    private String current = fresh("RT1-");
    private String previous;
    private Instant rotated;
    private boolean redeemed;
    private boolean disconnected;

    private Grant(Consent consent, Instant now) {
      this.consent = consent;
      this.made = now;
      this.rotated = now;
    }

    Consent consent() {
      return consent;
    }
  }

  /** Whether a replaced refresh token works for another day; no in a new simulator. */
  synchronized void grace(boolean day) {
    grace = day;
  }

  synchronized String code(Consent consent, String redirectUri) {
    var code = fresh("AB1");
    var grant = new Grant(consent, clock.instant());
    codes.put(code, new Code(grant, redirectUri, clock.instant().plus(CODE_LIFE)));
    return code;
  }

  /** Takes a code, which works once; a second use ends what came of the first. */
  synchronized Optional<Refresh> redeem(String client, String code, String redirectUri) {
    var found = codes.get(code);
    if (found == null
        || !found.grant().consent.client().equals(client)
        || !found.redirectUri().equals(redirectUri)
        || !clock.instant().isBefore(found.expires())) {
      return Optional.empty();
    }
    if (found.grant().redeemed) {
      end(found.grant());
      return Optional.empty();
    }
    found.grant().redeemed = true;
    return Optional.of(start(found.grant()));
  }

  /** A consent without a browser. */
  synchronized Refresh start(Consent consent) {
    return start(new Grant(consent, clock.instant()));
  }

  private Refresh start(Grant grant) {
    grant.rotated = clock.instant();
    grants.add(grant);
    return shown(grant);
  }

  /** The token to use from now on: the same one within a day of the last rotation. */
  synchronized Optional<Refresh> refresh(String client, String token) {
    var now = clock.instant();
    for (var grant : grants) {
      if (!grant.consent.client().equals(client) || grant.disconnected || dead(grant, now)) {
        continue;
      }
      var dayOver = !now.isBefore(grant.rotated.plus(ROTATION));
      if (token.equals(grant.current)) {
        if (dayOver) {
          grant.previous = grant.current;
          grant.current = fresh("RT1-");
          grant.rotated = now;
        }
        return Optional.of(shown(grant));
      }
      if (grace && !dayOver && token.equals(grant.previous)) {
        return Optional.of(shown(grant));
      }
    }
    return Optional.empty();
  }

  private static boolean dead(Grant grant, Instant now) {
    return !now.isBefore(grant.rotated.plus(REFRESH_LIFE))
        || !now.isBefore(grant.made.plus(HARD_LIFE));
  }

  private Refresh shown(Grant grant) {
    var now = clock.instant();
    var hard = Duration.between(now, grant.made.plus(HARD_LIFE));
    var soft = Duration.between(now, grant.rotated.plus(REFRESH_LIFE));
    return new Refresh(grant, grant.current, soft.compareTo(hard) < 0 ? soft : hard, hard);
  }

  synchronized String access(Grant grant) {
    // An encrypted JWT with a direct key: header, no key, three opaque parts.
    var token =
        ENCRYPTED_JWT
            + ".."
            + String.join(".", fresh("iv"), fresh("text") + fresh(""), fresh("tag"));
    accesses.put(token, new Access(grant, clock.instant().plus(ACCESS_LIFE)));
    return token;
  }

  /** Ends the connection that a refresh or access token belongs to. */
  synchronized void revoke(String client, String token) {
    Optional.ofNullable(accesses.get(token))
        .map(Access::grant)
        .or(
            () ->
                grants.stream()
                    .filter(each -> token.equals(each.current) || token.equals(each.previous))
                    .findFirst())
        .filter(grant -> grant.consent.client().equals(client))
        .ifPresent(this::end);
  }

  private void end(Grant grant) {
    grants.remove(grant);
    accesses.values().removeIf(access -> access.grant() == grant);
  }

  synchronized void revokeEverything() {
    codes.clear();
    grants.clear();
    accesses.clear();
  }

  synchronized void expireAccessTokens() {
    accesses.replaceAll((token, access) -> new Access(access.grant(), clock.instant()));
  }

  /** A person disconnects the application from a company; nobody is told. */
  synchronized void disconnect(String realm) {
    grants.stream()
        .filter(grant -> grant.consent.realm().equals(realm))
        .forEach(grant -> grant.disconnected = true);
  }

  /** Why a request may not enter a company; empty if it may. */
  synchronized Optional<Response> refusal(Request request, String realm, Answers answers) {
    var token =
        request
            .header("Authorization")
            .filter(sent -> sent.regionMatches(true, 0, "Bearer ", 0, 7))
            .map(sent -> sent.substring(7).trim());
    var access = token.map(accesses::get);
    if (access.isEmpty()) {
      return Optional.of(answers.unauthenticated("Malformed bearer token: too short or too long"));
    }
    if (!clock.instant().isBefore(access.get().expires())) {
      return Optional.of(
          answers.unauthenticated("Token expired: " + token.get().substring(0, 6) + "..."));
    }
    var grant = access.get().grant();
    if (!grant.consent.realm().equals(realm)) {
      return Optional.of(answers.otherCompany());
    }
    return grant.disconnected || !grant.consent.scopes().contains(Scopes.ACCOUNTING)
        ? Optional.of(answers.unauthorized())
        : Optional.empty();
  }

  private static String fresh(String prefix) {
    return prefix + (UUID.randomUUID() + "" + UUID.randomUUID()).replace("-", "");
  }
}
