package io.coportal.sync.security;

import io.coportal.sync.connection.Audit;
import io.coportal.sync.connection.Secrets;
import io.coportal.sync.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Makes, checks and revokes API keys of the form {@code csk_<id>.<secret>}. */
@Component
class ApiKeys {
  private static final Pattern TOKEN = Pattern.compile("csk_([a-f0-9]{32})\\.([A-Za-z0-9_-]{43})");
  private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);
  private static final String NEW_KEY = "Ask whoever runs this server for a new key.";
  // Compared when no key has the id, so that the answer takes as long.
  private static final String NOBODY = Secrets.hash("");

  private final ApiKeyStore keys;
  private final Audit audit;
  private final Clock clock;

  ApiKeys(ApiKeyStore keys, Audit audit, Clock clock) {
    this.keys = keys;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * @param label what people call the key, 1 to 255 characters
   * @param workspaceId the only workspace it may see; null: all
   * @param scopes at least one
   * @param expiresAt null: never
   */
  public NewApiKey create(String label, String workspaceId, Set<Scope> scopes, Instant expiresAt) {
    if (label == null || label.isBlank() || label.length() > 255 || scopes.isEmpty()) {
      throw new Problem(
          400,
          "api-key-refused",
          "A key needs a label and at least one scope.",
          "Send a label of 1 to 255 characters and scopes out of sync, connect and admin.");
    }
    return insert(newToken(), label, workspaceId, scopes, expiresAt);
  }

  /** A token that nobody has; no key yet. */
  static String newToken() {
    return "csk_" + UUID.randomUUID().toString().replace("-", "") + "." + Secrets.random();
  }

  /**
   * Makes the install-wide key with every scope, out of a token that was made before.
   *
   * @throws IllegalArgumentException if it is no token of {@link #newToken}
   */
  void adopt(String label, String token) {
    insert(token, label, null, EnumSet.allOf(Scope.class), null);
  }

  private NewApiKey insert(
      String token, String label, String workspaceId, Set<Scope> scopes, Instant expiresAt) {
    Matcher parts = TOKEN.matcher(token);
    if (!parts.matches()) {
      throw new IllegalArgumentException("This is no API key");
    }
    String id = parts.group(1);
    keys.insert(
        new ApiKey(id, Secrets.hash(parts.group(2)), workspaceId, scopes, expiresAt, null, null),
        label,
        clock.instant());
    audit.record(workspaceId, "api-key-created", "api-key:" + id, null);
    return new NewApiKey(id, token);
  }

  /**
   * Ends a key at once; revoking it again changes nothing.
   *
   * @throws Problem 404 if there is no such key
   */
  public void revoke(String id) {
    ApiKey key =
        keys.find(id).orElseThrow(() -> Problem.notFound("This key", "Check the key's id."));
    if (keys.revoke(id, clock.instant())) {
      audit.record(key.workspaceId(), "api-key-revoked", "api-key:" + id, null);
    }
  }

  /**
   * Who sends this token.
   *
   * @throws Problem 401 for a token that is not good now
   */
  Caller caller(String token) {
    Matcher parts = TOKEN.matcher(token);
    if (!parts.matches()) {
      throw unknown();
    }
    Optional<ApiKey> found = keys.find(parts.group(1));
    String expected = found.map(ApiKey::secretHash).orElse(NOBODY);
    if (!same(expected, Secrets.hash(parts.group(2))) || found.isEmpty()) {
      throw unknown();
    }
    ApiKey key = found.get();
    Instant now = clock.instant();
    refuseIfOver(key, now);
    if (key.lastUsedAt() == null || key.lastUsedAt().isBefore(now.minus(USE_NOTED_EVERY))) {
      keys.used(key.id(), now);
    }
    return new Caller("api-key:" + key.id(), key.workspaceId(), key.scopes());
  }

  private static void refuseIfOver(ApiKey key, Instant now) {
    if (key.revokedAt() != null) {
      throw new Problem(401, "api-key-revoked", "This API key was revoked.", NEW_KEY);
    }
    if (key.expiresAt() != null && !key.expiresAt().isAfter(now)) {
      throw new Problem(401, "api-key-expired", "This API key has expired.", NEW_KEY);
    }
  }

  private static Problem unknown() {
    return new Problem(
        401,
        "api-key-unknown",
        "This API key is not known here.",
        "Check that the whole key is sent, as csk_<id>.<secret>.");
  }

  private static boolean same(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.US_ASCII), given.getBytes(StandardCharsets.US_ASCII));
  }
}
