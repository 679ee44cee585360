package io.coportal.sync.reconcile;

import io.coportal.sync.connection.Connection;
import io.coportal.sync.connection.LiveConnections;
import io.coportal.sync.invoice.Invoice;
import io.coportal.sync.invoice.InvoiceStatus;
import io.coportal.sync.invoice.Invoices;
import io.coportal.sync.invoice.RacingInsert;
import io.coportal.sync.ledger.ErrorClass;
import io.coportal.sync.ledger.LedgerRuleBook;
import io.coportal.sync.ledger.References;
import io.coportal.sync.problem.Problem;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.camel.Variable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The only way in: every trigger raises the wanted version of a row and makes it due, in one
 * transaction. Ten requests are one push, and none is lost once this has returned.
 */
@Component("syncRequests")
public class SyncRequests {
  private static final Set<ErrorClass> MENDABLE =
      EnumSet.of(ErrorClass.FIX_LEDGER, ErrorClass.FIX_MAPPING);

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final RacingInsert racing;
  private final Invoices invoices;
  private final LiveConnections connections;
  private final LedgerRuleBook ruleBook;
  private final References references;
  private final SyncRows rows;
  private final Lanes lanes;
  private final Clock clock;

  SyncRequests(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Invoices invoices,
      LiveConnections connections,
      LedgerRuleBook ruleBook,
      References references,
      SyncRows rows,
      Lanes lanes,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.racing = new RacingInsert(transaction.getTransactionManager());
    this.invoices = invoices;
    this.connections = connections;
    this.ruleBook = ruleBook;
    this.references = references;
    this.rows = rows;
    this.lanes = lanes;
    this.clock = clock;
  }

  /**
   * Wants the newest stored version of an invoice in a ledger.
   *
   * @return the row's id
   * @throws Problem 404 unknown invoice, 409 not connected or not a status that is pushed
   */
  @Transactional
  public String request(
      String workspaceId, String invoiceId, String provider, SyncTrigger trigger) {
    Invoice invoice =
        invoices
            .hold(workspaceId, invoiceId)
            .orElseThrow(
                () -> Problem.notFound("Invoice " + invoiceId, "Send it first, with PUT."));
    Connection connection =
        connections.active(workspaceId, provider).orElseThrow(() -> notConnected(provider));
    refuseStatus(connection, invoice);
    return want(connection, invoice, trigger);
  }

  /**
   * The scheduled poll found an invoice that was never asked for; what is not pushed is passed
   * over.
   */
  @Transactional
  public void poll(
      @Variable("connection") Connection connection, @Variable("invoice") String invoiceId) {
    invoices
        .hold(connection.workspaceId(), invoiceId)
        .filter(invoice -> takes(connection, invoice))
        .filter(invoice -> unasked(connection, invoice))
        .ifPresent(invoice -> want(connection, invoice, SyncTrigger.POLL));
  }

  /** The statuses that matter to this ledger, as invoices carry them. */
  public List<String> pushed(@Variable("connection") Connection connection) {
    return Stream.concat(
            ruleBook.of(connection.provider()).pushes().stream(),
            connection.settings().voidCancelled()
                ? Stream.of(InvoiceStatus.CANCELLED)
                : Stream.empty())
        .map(InvoiceStatus::json)
        .toList();
  }

  /** Whether the invoice goes to the ledger as it is, or is to be voided there. */
  boolean takes(Connection connection, Invoice invoice) {
    return ruleBook.of(connection.provider()).pushes().contains(invoice.status())
        || invoice.status() == InvoiceStatus.CANCELLED
            && connection.settings().voidCancelled()
            && find(connection, invoice).filter(SyncRequests::mayBeInLedger).isPresent();
  }

  private static boolean mayBeInLedger(SyncRow row) {
    return row.externalId() != null || row.openRequestId() != null;
  }

  /** Another instance may have asked for it since it was found. */
  private boolean unasked(Connection connection, Invoice invoice) {
    return find(connection, invoice)
        .map(row -> row.wantedVersion() < invoice.version())
        .orElse(true);
  }

  /**
   * Joins the caller's transaction, which holds the invoice; the lane is woken after its commit.
   */
  String want(Connection connection, Invoice invoice, SyncTrigger trigger) {
    String id = raise(connection, invoice, trigger);
    lanes.wake(connection.id(), trigger.priority() == SyncTrigger.BUTTON.priority());
    return id;
  }

  private String raise(Connection connection, Invoice invoice, SyncTrigger trigger) {
    return transaction.execute(
        status -> {
          String id = UUID.randomUUID().toString();
          return find(connection, invoice).isEmpty()
                  && racing.wins(() -> insert(id, connection, invoice, trigger))
              ? id
              : raiseExisting(
                  find(connection, invoice).orElseThrow(), connection, invoice, trigger);
        });
  }

  private Optional<SyncRow> find(Connection connection, Invoice invoice) {
    return rows.find(
        connection.workspaceId(), connection.provider(), connection.organisationId(), invoice.id());
  }

  private String raiseExisting(
      SyncRow row, Connection connection, Invoice invoice, SyncTrigger trigger) {
    // A row with an open request stays SENDING: the older version is settled first.
    jdbc.sql(
            """
            UPDATE invoice_sync SET
              wanted_version = CASE WHEN wanted_version < ? THEN ? ELSE wanted_version END,
              connection_id = ?,
              state = CASE WHEN open_request_id IS NULL THEN 'QUEUED'
                WHEN state = 'UNCERTAIN' THEN 'SENDING' ELSE state END,
              due_at = CASE WHEN open_request_id IS NULL OR due_at IS NULL OR state = 'UNCERTAIN'
                THEN ? ELSE due_at END,
              priority = CASE WHEN priority < ? AND due_at IS NOT NULL THEN priority ELSE ? END,
              verify = CASE WHEN verify = TRUE OR ? THEN TRUE ELSE FALSE END, void_wanted = FALSE,
              repush_wanted = CASE WHEN ? AND %s THEN repush_wanted + 1 ELSE repush_wanted END,
              attempts = 0, updated_at = ?
            WHERE id = ?"""
                .formatted(SyncRows.TAKES_A_REPUSH))
        .params(
            invoice.version(),
            invoice.version(),
            connection.id(),
            now(),
            trigger.priority(),
            trigger.priority(),
            trigger.verify(),
            trigger.repush(),
            now(),
            row.id())
        .update();
    if (trigger.verify() && MENDABLE.contains(row.errorClass())) {
      // A person tries again: what the ledger was known to offer has probably been mended there.
      references.forget(connection);
    }
    return row.id();
  }

  private void insert(String id, Connection connection, Invoice invoice, SyncTrigger trigger) {
    jdbc.sql(
            """
            INSERT INTO invoice_sync (id, workspace_id, provider, organisation_id, invoice_id,
              connection_id, wanted_version, state, due_at, priority, verify, intent_seq, attempts,
              created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, 'QUEUED', ?, ?, ?, 0, 0, ?, ?)""")
        .params(
            id,
            connection.workspaceId(),
            connection.provider(),
            connection.organisationId(),
            invoice.id(),
            connection.id(),
            invoice.version(),
            now(),
            trigger.priority(),
            trigger.verify(),
            now(),
            now())
        .update();
  }

  private void refuseStatus(Connection connection, Invoice invoice) {
    if (!takes(connection, invoice)) {
      throw new Problem(
          409,
          "status-not-pushed",
          "An invoice with status %s is not pushed.".formatted(invoice.status().json()),
          switch (invoice.status()) {
            case DRAFT -> "Send the invoice in CoPortal first.";
            case CANCELLED ->
                "If the ledger holds it, void it there, or switch on voidCancelled in the connection's settings.";
            default -> "Only sent, awaiting confirmation and paid invoices are pushed.";
          });
    }
  }

  static Problem notConnected(String provider) {
    return new Problem(
        409,
        "not-connected",
        "This workspace is not connected to " + provider + ".",
        "Connect it first: POST …/connections/" + provider + "/links gives a link for the owner.");
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
