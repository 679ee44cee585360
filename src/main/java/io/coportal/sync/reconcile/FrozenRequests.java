package io.coportal.sync.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.connection.TokenCipher;
import io.coportal.sync.invoice.ContentHash;
import io.coportal.sync.json.Hashes;
import io.coportal.sync.ledger.LedgerRuleBook;
import io.coportal.sync.ledger.LedgerRules;
import io.coportal.sync.ledger.PreparedInvoice;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The unit of idempotency and of uncertainty: a request that is committed with its exact bytes
 * before it leaves, and then replayed whole or looked up whole, never re-cut.
 */
@Component("frozenRequests")
public class FrozenRequests {
  private static final int MAX_SENDS = 4;

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final TokenCipher cipher;
  private final LedgerRuleBook ruleBook;
  private final LaneFence fence;
  private final Clock clock;

  FrozenRequests(
      JdbcClient jdbc,
      ObjectMapper json,
      TokenCipher cipher,
      LedgerRuleBook ruleBook,
      LaneFence fence,
      Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.cipher = cipher;
    this.ruleBook = ruleBook;
    this.fence = fence;
    this.clock = clock;
  }

  /** A member as it was decided when the request was frozen. */
  record Member(
      int position, String syncId, long version, String contentHash, PreparedInvoice prepared) {
    boolean isCreate() {
      return prepared.externalId() == null;
    }
  }

  /**
   * Commits the rendered request; from here on its row belongs to it until it is settled.
   *
   * @param rendered method, path, query and body as the ledger's mapping made them
   * @return the request's id
   */
  @Transactional
  public String freeze(SyncJob job, PreparedInvoice prepared, JsonNode rendered) {
    fence.hold(job.connection().id(), job.epoch());
    SyncRow row = job.row();
    long intent = row.intentSeq() + 1;
    String key = IdempotencyKey.of(job, prepared.operation(), intent);
    String id = UUID.randomUUID().toString();
    byte[] content = content(rendered, key);
    jdbc.sql(
            """
            INSERT INTO provider_request (id, connection_id, provider, organisation_id, operation,
              idempotency_key, content, content_hash, state, first_sent_at, last_sent_at, sends,
              look_ups, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'SENT', ?, ?, 1, 0, ?)""")
        .params(
            id,
            job.connection().id(),
            row.provider(),
            row.organisationId(),
            prepared.operation(),
            key,
            cipher.encrypt(content, id),
            Hashes.sha256(content),
            now(),
            now(),
            now())
        .update();
    jdbc.sql("INSERT INTO provider_request_member VALUES (?, 0, ?, ?, ?, ?)")
        .params(id, row.id(), job.invoice().version(), intent, member(job, prepared))
        .update();
    jdbc.sql(
            """
            UPDATE invoice_sync SET state = 'SENDING', open_request_id = ?, intent_seq = ?,
              due_at = ?, updated_at = ? WHERE id = ?""")
        .params(id, intent, workingUntil(row.provider()), now(), row.id())
        .update();
    RowLog.request(id);
    return id;
  }

  /** The request as it was frozen, for {@code send-request}. */
  public JsonNode content(String requestId) {
    byte[] encrypted =
        jdbc.sql("SELECT content FROM provider_request WHERE id = ?")
            .param(requestId)
            .query((rs, n) -> rs.getBytes("content"))
            .single();
    return read(new String(cipher.decrypt(encrypted, requestId), StandardCharsets.UTF_8));
  }

  /**
   * Whether the same bytes and key may go out again: certainly never processed, or so young that
   * the ledger still remembers the key and has not been heard refusing.
   */
  public boolean replayable(String requestId) {
    return jdbc.sql(
            "SELECT provider, state, first_sent_at, sends FROM provider_request WHERE id = ?")
        .param(requestId)
        .query(
            (rs, n) -> {
              if ("FROZEN".equals(rs.getString("state"))) {
                return true;
              }
              LedgerRules rules = ruleBook.of(rs.getString("provider"));
              Instant forgotten = SyncRows.instant(rs, "first_sent_at").plus(rules.replayWindow());
              return "SENT".equals(rs.getString("state"))
                  && rs.getInt("sends") < MAX_SENDS
                  && clock.instant().isBefore(forgotten);
            })
        .single();
  }

  /** Notes, before it happens, that the same bytes leave once more. */
  @Transactional
  public void again(String requestId, String connectionId, long epoch) {
    fence.hold(connectionId, epoch);
    jdbc.sql(
            """
            UPDATE provider_request SET
              sends = CASE WHEN state = 'FROZEN' THEN 1 ELSE sends + 1 END,
              first_sent_at = CASE WHEN state = 'FROZEN' THEN ? ELSE first_sent_at END,
              last_sent_at = ?, state = 'SENT' WHERE id = ?""")
        .params(now(), now(), requestId)
        .update();
    for (Member member : members(requestId)) {
      jdbc.sql("UPDATE invoice_sync SET due_at = ?, updated_at = ? WHERE id = ?")
          .params(workingUntil(provider(requestId)), now(), member.syncId())
          .update();
    }
  }

  /**
   * From when on a request without an outcome may be settled: the ledger may be at work on its
   * latest sending until then, unless its answer has shown that it is not.
   */
  Instant settledFrom(String requestId) {
    return jdbc.sql("SELECT provider, state, last_sent_at FROM provider_request WHERE id = ?")
        .param(requestId)
        .query(
            (rs, n) ->
                Set.of("FROZEN", "TAKEN").contains(rs.getString("state"))
                    ? Instant.MIN
                    : SyncRows.instant(rs, "last_sent_at")
                        .plus(ruleBook.of(rs.getString("provider")).replayAfter()))
        .single();
  }

  /** The question for {@code find-invoices} that settles this request. */
  public JsonNode lookUp(String requestId) {
    jdbc.sql("UPDATE provider_request SET look_ups = look_ups + 1 WHERE id = ?")
        .param(requestId)
        .update();
    List<PreparedInvoice> prepared = members(requestId).stream().map(Member::prepared).toList();
    List<String> ids =
        prepared.stream().map(PreparedInvoice::externalId).filter(id -> id != null).toList();
    List<String> numbers =
        prepared.stream()
            .filter(invoice -> invoice.externalId() == null)
            .map(PreparedInvoice::number)
            .toList();
    return json.valueToTree(ids.isEmpty() ? Map.of("numbers", numbers) : Map.of("ids", ids));
  }

  List<Member> members(String requestId) {
    return jdbc.sql("SELECT * FROM provider_request_member WHERE request_id = ? ORDER BY position")
        .param(requestId)
        .query(
            (rs, n) -> {
              JsonNode kept = read(rs.getString("prepared"));
              return new Member(
                  rs.getInt("position"),
                  rs.getString("invoice_sync_id"),
                  rs.getLong("version"),
                  kept.path("contentHash").asText(),
                  json.convertValue(kept.path("invoice"), PreparedInvoice.class));
            })
        .list();
  }

  String operation(String requestId) {
    return jdbc.sql("SELECT operation FROM provider_request WHERE id = ?")
        .param(requestId)
        .query(String.class)
        .single();
  }

  /** The outcome is known for every member: the bytes are no longer needed. */
  void settle(String requestId) {
    jdbc.sql(
            """
            UPDATE provider_request SET state = 'SETTLED', content = NULL, settled_at = ?
            WHERE id = ?""")
        .params(now(), requestId)
        .update();
  }

  /**
   * This sending certainly was not processed. If it was the only one, the same key and bytes may go
   * out again at any time; an earlier one without an answer is still unknown.
   */
  void markNotProcessed(String requestId) {
    jdbc.sql("UPDATE provider_request SET state = 'FROZEN' WHERE id = ? AND sends = 1")
        .param(requestId)
        .update();
  }

  /**
   * It may have been processed and the key would only replay an error: from now on it is looked up.
   */
  void markLookUpOnly(String requestId) {
    jdbc.sql("UPDATE provider_request SET state = 'LOOKUP' WHERE id = ?").param(requestId).update();
  }

  /** The number exists in the ledger: it is looked up, and never created again by this request. */
  void markNumberTaken(String requestId) {
    jdbc.sql("UPDATE provider_request SET state = 'TAKEN' WHERE id = ?").param(requestId).update();
  }

  boolean numberTaken(String requestId) {
    return "TAKEN"
        .equals(
            jdbc.sql("SELECT state FROM provider_request WHERE id = ?")
                .param(requestId)
                .query(String.class)
                .single());
  }

  private byte[] content(JsonNode rendered, String key) {
    ObjectNode frozen = json.createObjectNode();
    frozen.set("method", rendered.path("method"));
    frozen.set("path", rendered.path("path"));
    frozen.set("query", rendered.path("query"));
    frozen.put("body", rendered.path("body").toString());
    frozen.put("key", key);
    return frozen.toString().getBytes(StandardCharsets.UTF_8);
  }

  private String member(SyncJob job, PreparedInvoice prepared) {
    ObjectNode member = json.createObjectNode();
    member.put("contentHash", ContentHash.of(job.invoice()));
    member.set("invoice", json.valueToTree(prepared));
    return member.toString();
  }

  private JsonNode read(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A stored request cannot be read", e);
    }
  }

  private String provider(String requestId) {
    return jdbc.sql("SELECT provider FROM provider_request WHERE id = ?")
        .param(requestId)
        .query(String.class)
        .single();
  }

  /** If we die now: the ledger may be at work that long, so nothing is repeated or looked up. */
  private OffsetDateTime workingUntil(String provider) {
    return now().plus(ruleBook.of(provider).replayAfter());
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
