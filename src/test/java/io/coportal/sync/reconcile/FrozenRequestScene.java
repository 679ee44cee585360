package io.coportal.sync.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.SampleData;
import io.coportal.sync.SampleData.Sample;
import io.coportal.sync.connection.RunningServer;
import io.coportal.sync.invoice.Invoices;
import io.coportal.sync.json.ExactJson;
import io.coportal.sync.ledger.PreparedInvoice;
import io.coportal.sync.ledger.Totals;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** An invoice in a request that has just been frozen, in a lane that nobody else serves. */
abstract class FrozenRequestScene extends RunningServer {
  /** Keeps this server's own workers out of the lane. */
  private static final OffsetDateTime BLOCKED_UNTIL = OffsetDateTime.parse("2100-01-01T00:00Z");

  private static final Sample SAMPLE = SampleData.invoice("uk-studio", "inv-uk-0001");

  @Autowired protected LaneFence fence;
  @Autowired protected Invoices invoices;
  @Autowired protected InvoiceWork work;
  @Autowired protected FrozenRequests requests;
  @Autowired protected Freezer freezer;
  @Autowired protected Outcomes outcomes;
  @Autowired protected SyncRows rows;

  protected final String connection = UUID.randomUUID().toString();
  protected final String sync = UUID.randomUUID().toString();
  protected SyncBatch batch;
  protected SyncJob job;
  protected String request;
  private final String provider;

  FrozenRequestScene(String provider) {
    this.provider = provider;
  }

  @BeforeEach
  void freezeARequest() {
    String workspace = workspace();
    invoices.put(workspace, SAMPLE.invoice(), SAMPLE.json());
    connect(workspace);
    want(workspace);
    batch = new SyncBatch(connection, fence.take(connection).epoch(), List.of(sync));
    work.load(batch);
    job = batch.jobs().get(0);
    job.prepared(prepared());
    request = freezer.freeze(batch, group(), json("{'method': 'PUT', 'path': '/x', 'body': {}}"));
  }

  private void connect(String workspace) {
    db.sql(
            """
            INSERT INTO connection (id, workspace_id, provider, organisation_id, organisation_name,
              state, settings, lane_epoch, blocked_until, connected_at, created_at, updated_at)
            VALUES (?, ?, ?, ?, 'Harbour Studio Ltd', 'CONNECTED', '{}', 0, ?, ?, ?, ?)""")
        .params(connection, workspace, provider, connection, BLOCKED_UNTIL, now(), now(), now())
        .update();
  }

  private void want(String workspace) {
    db.sql(
            """
            INSERT INTO invoice_sync (id, workspace_id, provider, organisation_id, invoice_id,
              connection_id, wanted_version, state, priority, verify, intent_seq, attempts,
              created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, 1, 'QUEUED', 0, FALSE, 0, 0, ?, ?)""")
        .params(sync, workspace, provider, connection, SAMPLE.id(), connection, now(), now())
        .update();
  }

  private OffsetDateTime now() {
    return OffsetDateTime.parse("2026-08-03T09:00Z");
  }

  protected RequestGroup group() {
    return new RequestGroup(List.of(job));
  }

  private static PreparedInvoice prepared() {
    var invoice = SAMPLE.invoice();
    return new PreparedInvoice(
        "CREATE",
        null,
        null,
        false,
        false,
        invoice.number(),
        null,
        "https://app.coportal.example/invoices/1",
        invoice.issueDate(),
        invoice.issueDate(),
        "GBP",
        false,
        null,
        false,
        "contact-id",
        true,
        null,
        List.of(),
        new Totals(new BigDecimal("1200.00"), new BigDecimal("240.00"), new BigDecimal("1440.00")),
        null);
  }

  protected static JsonNode answer() {
    return json(
        """
        {'status': 200, 'outcomes': [{'ok': true, 'invoice': {'externalId': 'ledger-id',
          'number': '%s', 'status': 'OPEN',
          'totals': {'subtotal': 1200.00, 'taxTotal': 240.00, 'total': 1440.00}}}]}"""
            .formatted(SAMPLE.invoice().number()));
  }

  protected static JsonNode json(String text) {
    try {
      return ExactJson.mapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException mistyped) {
      throw new IllegalArgumentException(mistyped);
    }
  }

  /** Lets the lane be blocked by what a test does, or by this. */
  protected void blockedUntil(Instant until, String reason) {
    db.sql("UPDATE connection SET blocked_until = ?, blocked_reason = ? WHERE id = ?")
        .params(until.atOffset(ZoneOffset.UTC), reason, connection)
        .update();
  }

  @AfterEach
  void block() {
    blockedUntil(BLOCKED_UNTIL.toInstant(), null);
  }

  protected OffsetDateTime utcNow() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
