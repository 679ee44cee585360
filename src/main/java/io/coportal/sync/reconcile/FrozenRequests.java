package io.coportal.sync.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coportal.sync.connection.TokenCipher;
import io.coportal.sync.ledger.ErrorClass;
import io.coportal.sync.ledger.LedgerRuleBook;
import io.coportal.sync.ledger.LedgerStop;
import io.coportal.sync.ledger.PreparedInvoice;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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

  /**
   * A member as it was decided when the request was frozen.
   *
   * @param numberTaken whether the ledger has said since that its number exists
   */
  record Member(
      int position,
      String syncId,
      long version,
      String contentHash,
      PreparedInvoice prepared,
      boolean numberTaken) {
    boolean isCreate() {
      return prepared.externalId() == null;
    }

    boolean isVoid() {
      return PreparedInvoice.VOID.equals(prepared.operation());
    }
  }

  /** The request as it was frozen, for {@code send-request}. */
  public JsonNode content(SyncBatch batch, String requestId) {
    String frozen = batch.frozen(requestId);
    return read(frozen == null ? stored(requestId) : frozen);
  }

  private String stored(String requestId) {
    byte[] encrypted =
        jdbc.sql("SELECT content FROM provider_request WHERE id = ?")
            .param(requestId)
            .query((rs, n) -> rs.getBytes("content"))
            .single();
    return new String(cipher.decrypt(encrypted, requestId), StandardCharsets.UTF_8);
  }

  /**
   * Whether the same bytes and key may go out again: certainly never processed, or so young that
   * the ledger still remembers the key and has not been heard refusing.
   */
  public boolean replayable(String requestId) {
    Sending sending = sending(requestId);
    Instant forgotten = sending.firstSent().plus(ruleBook.of(sending.provider()).replayWindow());
    return sending.state().equals("FROZEN")
        || (sending.isRepeatable() && clock.instant().isBefore(forgotten));
  }

  private record Sending(
      String provider, String state, int sends, Instant firstSent, Instant lastSent) {
    boolean isRepeatable() {
      return state.equals("SENT") && sends < MAX_SENDS;
    }
  }

  private Sending sending(String requestId) {
    return jdbc.sql(
            """
            SELECT provider, state, sends, first_sent_at, last_sent_at FROM provider_request
            WHERE id = ?""")
        .param(requestId)
        .query(
            (rs, n) ->
                new Sending(
                    rs.getString("provider"),
                    rs.getString("state"),
                    rs.getInt("sends"),
                    SyncRows.instant(rs, "first_sent_at"),
                    SyncRows.instant(rs, "last_sent_at")))
        .single();
  }

  /** Notes, before it happens, that the same bytes leave once more. */
  @Transactional
  public void again(SyncBatch batch, String requestId) {
    fence.hold(batch.connectionId(), batch.epoch());
    jdbc.sql(
            """
            UPDATE provider_request SET
              sends = CASE WHEN state = 'FROZEN' THEN 1 ELSE sends + 1 END,
              first_sent_at = CASE WHEN state = 'FROZEN' THEN ? ELSE first_sent_at END,
              last_sent_at = ?, state = 'SENT' WHERE id = ?""")
        .params(now(), now(), requestId)
        .update();
    jdbc.sql("UPDATE invoice_sync SET due_at = ?, updated_at = ? WHERE open_request_id = ?")
        .params(settledFrom(requestId).atOffset(ZoneOffset.UTC), now(), requestId)
        .update();
  }

  /**
   * From when on a request without an outcome may be settled: the ledger may be at work on its
   * latest sending until then, unless its answer has shown that it is not.
   */
  Instant settledFrom(String requestId) {
    Sending sending = sending(requestId);
    return Set.of("FROZEN", "TAKEN").contains(sending.state())
        ? Instant.MIN
        : ruleBook
            .of(sending.provider())
            .settledFrom(sending.firstSent(), sending.lastSent(), sending.isRepeatable());
  }

  /** The error handler has sent it once more, at this time. */
  void sentLast(String requestId, Instant at) {
    jdbc.sql("UPDATE provider_request SET last_sent_at = ? WHERE id = ? AND last_sent_at < ?")
        .params(at.atOffset(ZoneOffset.UTC), requestId, at.atOffset(ZoneOffset.UTC))
        .update();
  }

  /**
   * The question for {@code find-invoices} that settles this request.
   *
   * @throws LedgerStop while the ledger may be at work on it
   */
  public JsonNode lookUp(String requestId) {
    if (clock.instant().isBefore(settledFrom(requestId))) {
      throw new LedgerStop(
          ErrorClass.MAYBE_DONE,
          "outcome-unknown",
          "The ledger may still be at work on the request.",
          "Nothing to do: it is looked up by itself.");
    }
    jdbc.sql("UPDATE provider_request SET look_ups = look_ups + 1 WHERE id = ?")
        .param(requestId)
        .update();
    List<PreparedInvoice> prepared =
        open(requestId).members().stream().map(Member::prepared).toList();
    List<String> ids =
        prepared.stream().map(PreparedInvoice::externalId).filter(id -> id != null).toList();
    List<String> numbers =
        prepared.stream()
            .filter(invoice -> invoice.externalId() == null)
            .map(PreparedInvoice::number)
            .toList();
    return json.valueToTree(ids.isEmpty() ? Map.of("numbers", numbers) : Map.of("ids", ids));
  }

  /**
   * @param members of which it is not known yet what became of them, in the order sent
   * @param sent how many it was sent with
   */
  record Open(List<Member> members, int sent) {}

  Open open(String requestId) {
    List<Member> all =
        jdbc.sql(
                """
                SELECT m.*, s.open_request_id FROM provider_request_member m
                JOIN invoice_sync s ON s.id = m.invoice_sync_id
                WHERE m.request_id = ? ORDER BY m.position""")
            .param(requestId)
            .query((rs, n) -> requestId.equals(rs.getString("open_request_id")) ? member(rs) : null)
            .list();
    return new Open(all.stream().filter(Objects::nonNull).toList(), all.size());
  }

  private Member member(ResultSet rs) throws SQLException {
    JsonNode kept = read(rs.getString("prepared"));
    return new Member(
        rs.getInt("position"),
        rs.getString("invoice_sync_id"),
        rs.getLong("version"),
        kept.path("contentHash").asText(),
        json.convertValue(kept.path("invoice"), PreparedInvoice.class),
        rs.getBoolean("number_taken"));
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

  /** The same, unless somebody still waits for it. */
  void settleIfNoMemberIsOpen(String requestId) {
    if (requestId != null && open(requestId).members().isEmpty()) {
      settle(requestId);
    }
  }

  /** Whether no sending of it was processed, for certain. */
  boolean isUnprocessed(String requestId) {
    return sending(requestId).state().equals("FROZEN");
  }

  /** How often the member that was tried least has been tried, of those that are still open. */
  int fewestTries(String requestId) {
    return jdbc.sql("SELECT MIN(attempts) FROM invoice_sync WHERE open_request_id = ?")
        .param(requestId)
        .query(Integer.class)
        .single();
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
   * It may have been processed and the key would only replay an error: it is looked up, once the
   * ledger has ended what a gateway may have given up waiting for.
   */
  void markLookUpOnly(String requestId) {
    jdbc.sql("UPDATE provider_request SET state = 'LOOKUP', last_sent_at = ? WHERE id = ?")
        .params(now(), requestId)
        .update();
  }

  /** The number exists in the ledger: it is looked up, and never created again by this request. */
  void markNumberTaken(String requestId, Member member) {
    jdbc.sql("UPDATE provider_request SET state = 'TAKEN' WHERE id = ? AND state <> 'LOOKUP'")
        .param(requestId)
        .update();
    jdbc.sql(
            """
            UPDATE provider_request_member SET number_taken = TRUE
            WHERE request_id = ? AND position = ?""")
        .params(requestId, member.position())
        .update();
  }

  private JsonNode read(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A stored request cannot be read", e);
    }
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
