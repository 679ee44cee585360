package io.coportal.sync.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.connection.Connection;
import io.coportal.sync.connection.TokenCipher;
import io.coportal.sync.invoice.ContentHash;
import io.coportal.sync.json.Hashes;
import io.coportal.sync.ledger.LedgerRuleBook;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Commits a request with its exact bytes before it leaves. */
@Component("freezer")
public class Freezer {
  private final JdbcClient jdbc;
  private final JdbcOperations batches;
  private final ObjectMapper json;
  private final TokenCipher cipher;
  private final LedgerRuleBook ruleBook;
  private final LaneFence fence;
  private final Clock clock;

  Freezer(
      JdbcClient jdbc,
      JdbcOperations batches,
      ObjectMapper json,
      TokenCipher cipher,
      LedgerRuleBook ruleBook,
      LaneFence fence,
      Clock clock) {
    this.jdbc = jdbc;
    this.batches = batches;
    this.json = json;
    this.cipher = cipher;
    this.ruleBook = ruleBook;
    this.fence = fence;
    this.clock = clock;
  }

  /**
   * Commits the rendered request; from here on its rows belong to it until they are settled.
   *
   * @param group of one operation, everything decided
   * @param rendered method, path, query and body as the ledger's mapping made them
   * @return the request's id
   */
  @Transactional
  public String freeze(SyncBatch batch, RequestGroup group, JsonNode rendered) {
    fence.hold(batch.connectionId(), batch.epoch());
    String id = UUID.randomUUID().toString();
    String key = IdempotencyKey.of(batch.connection().organisationId(), group);
    String content = content(rendered, key);
    insert(id, batch.connection(), group, key, content.getBytes(StandardCharsets.UTF_8));
    insertMembers(id, group);
    claimRows(id, batch.connection().provider(), group);
    RowLog.request(id);
    batch.sends(id, content);
    return id;
  }

  private void insert(
      String id, Connection connection, RequestGroup group, String key, byte[] content) {
    jdbc.sql(
            """
            INSERT INTO provider_request (id, connection_id, provider, organisation_id, operation,
              idempotency_key, content, content_hash, state, first_sent_at, last_sent_at, sends,
              look_ups, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'SENT', ?, ?, 1, 0, ?)""")
        .params(
            id,
            connection.id(),
            connection.provider(),
            connection.organisationId(),
            group.operation(),
            key,
            cipher.encrypt(content, id),
            Hashes.sha256(content),
            now(),
            now(),
            now())
        .update();
  }

  private void insertMembers(String id, RequestGroup group) {
    List<Object[]> members = new ArrayList<>();
    for (SyncJob job : group.jobs()) {
      members.add(
          new Object[] {
            id,
            members.size(),
            job.row().id(),
            job.invoice().version(),
            RequestGroup.intent(job),
            kept(job)
          });
    }
    batches.batchUpdate(
        """
        INSERT INTO provider_request_member (request_id, position, invoice_sync_id, version,
          intent_seq, prepared) VALUES (?, ?, ?, ?, ?, ?)""",
        members);
  }

  private void claimRows(String id, String provider, RequestGroup group) {
    OffsetDateTime now = now();
    OffsetDateTime until = workingUntil(provider);
    int[] claimed =
        batches.batchUpdate(
            """
            UPDATE invoice_sync SET state = 'SENDING', open_request_id = ?, intent_seq = ?,
              due_at = ?, updated_at = ? WHERE id = ? AND open_request_id IS NULL""",
            group.jobs().stream()
                .map(job -> new Object[] {id, RequestGroup.intent(job), until, now, job.row().id()})
                .toList());
    if (IntStream.of(claimed).anyMatch(rows -> rows != 1)) {
      throw new IllegalStateException("An invoice of request " + id + " is in another one already");
    }
  }

  private String content(JsonNode rendered, String key) {
    ObjectNode frozen = json.createObjectNode();
    frozen.set("method", rendered.path("method"));
    frozen.set("path", rendered.path("path"));
    frozen.set("query", rendered.path("query"));
    frozen.put("body", rendered.path("body").toString());
    frozen.put("key", key);
    return frozen.toString();
  }

  private String kept(SyncJob job) {
    ObjectNode member = json.createObjectNode();
    member.put("contentHash", ContentHash.of(job.invoice()));
    member.set("invoice", json.valueToTree(job.prepared()));
    return member.toString();
  }

  /** If we die now: the ledger may be at work that long, so nothing is repeated or looked up. */
  private OffsetDateTime workingUntil(String provider) {
    Instant now = clock.instant();
    return ruleBook.of(provider).settledFrom(now, now, true).atOffset(ZoneOffset.UTC);
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
