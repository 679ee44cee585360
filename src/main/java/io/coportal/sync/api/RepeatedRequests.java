package io.coportal.sync.api;

import io.coportal.sync.invoice.RacingInsert;
import io.coportal.sync.json.Hashes;
import io.coportal.sync.problem.Problem;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Requests with an {@code Idempotency-Key}: the first one under a key decides what the key stands
 * for. A repeat runs again, which changes nothing where the work itself can be repeated; another
 * request under the same key is refused before it does anything.
 */
@Component
class RepeatedRequests {
  private static final Pattern KEY = Pattern.compile("[ -~]{1,255}");

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final RacingInsert racing;
  private final RepeatSettings settings;
  private final Clock clock;

  RepeatedRequests(
      JdbcClient jdbc, TransactionTemplate transaction, RepeatSettings settings, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.racing = new RacingInsert(transaction.getTransactionManager());
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Who asks for what.
   *
   * @param key the header; null: none, and nothing is remembered
   * @param operation with its path, below the workspace
   * @param body as it came; null for none
   */
  record Request(String workspaceId, String key, String operation, String body) {
    private String hash() {
      return Hashes.sha256(operation + "\n" + (body == null ? "" : body));
    }
  }

  /**
   * Does the work in one transaction with the key; work that fails leaves the key free.
   *
   * @throws Problem 400 for a key that is none; 422 for one that stands for another request
   */
  <T> T inOne(Request request, Supplier<T> work) {
    return inOne(request, work, work);
  }

  /**
   * @param again what a repeat does instead
   */
  <T> T inOne(Request request, Supplier<T> work, Supplier<T> again) {
    if (request.key() == null) {
      return work.get();
    }
    if (!KEY.matcher(request.key()).matches()) {
      throw new Problem(
          400,
          "idempotency-key-refused",
          "The Idempotency-Key is not 1 to 255 visible ASCII characters.",
          "Send a shorter one, such as a UUID, or none.");
    }
    return transaction.execute(
        status -> {
          return isFirst(request) ? work.get() : again.get();
        });
  }

  private boolean isFirst(Request request) {
    String key = Hashes.sha256(request.key());
    jdbc.sql(
            """
            DELETE FROM idempotency_key
             WHERE workspace_id = ? AND key_hash = ? AND created_at < ?""")
        .params(request.workspaceId(), key, oldest())
        .update();
    if (racing.wins(() -> insert(request, key))) {
      return true;
    }
    if (!request.hash().equals(known(request, key))) {
      throw new Problem(
          422,
          "idempotency-key-reused",
          "This Idempotency-Key stands for an earlier request with another path or body.",
          "Send a new key with each new request, and the same one only with the same request.");
    }
    return false;
  }

  private void insert(Request request, String key) {
    jdbc.sql(
            """
            INSERT INTO idempotency_key (workspace_id, key_hash, request_hash, created_at)
            VALUES (?, ?, ?, ?)""")
        .params(request.workspaceId(), key, request.hash(), now())
        .update();
  }

  private String known(Request request, String key) {
    return jdbc.sql(
            "SELECT request_hash FROM idempotency_key WHERE workspace_id = ? AND key_hash = ?")
        .params(request.workspaceId(), key)
        .query(String.class)
        .single();
  }

  /** Drops what is older than the retention. */
  int clean() {
    return jdbc.sql("DELETE FROM idempotency_key WHERE created_at < ?").param(oldest()).update();
  }

  private OffsetDateTime oldest() {
    return now().minus(settings.retention());
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
