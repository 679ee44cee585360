package io.coportal.sync.invoice;

import io.coportal.sync.problem.Problem;
import java.sql.Types;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** CoPortal's invoices: the newest version for lists, and every version as it arrived. */
@Repository
public class Invoices {
  /** How a version came here. */
  private enum Arrival {
    SENT,
    PULLED,
    HISTORY
  }

  private final JdbcClient jdbc;
  private final Workspaces workspaces;
  private final Clock clock;
  private final TransactionTemplate transaction;
  private final RacingInsert insert;

  public Invoices(
      JdbcClient jdbc,
      Workspaces workspaces,
      Clock clock,
      PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.workspaces = workspaces;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
    this.insert = new RacingInsert(transactions);
  }

  /**
   * Keeps an accepted invoice; joins the caller's transaction. Callers of the same invoice wait for
   * each other.
   *
   * @param document the JSON that {@code invoice} was read from; kept compactly, digit for digit
   * @throws Problem 404 {@code not-found} without that workspace; 409 {@code older-version} or
   *     {@code version-reused}
   */
  public Stored put(String workspaceId, Invoice invoice, String document) {
    return put(workspaceId, invoice, document, Arrival.SENT);
  }

  /**
   * As {@link #put}, but a known version with another content replaces the stored content: CoPortal
   * is read through a mapping, and another mapping makes another invoice of the same version.
   *
   * @param news false: part of CoPortal's history, which auto-sync passes over
   */
  public Stored putPulled(String workspaceId, Invoice invoice, String document, boolean news) {
    return put(workspaceId, invoice, document, news ? Arrival.PULLED : Arrival.HISTORY);
  }

  private Stored put(String workspaceId, Invoice invoice, String document, Arrival how) {
    workspaces.get(workspaceId);
    String compact = JsonText.compact(JsonText.parse(document));
    return transaction.execute(status -> store(workspaceId, invoice, compact, how));
  }

  private Stored store(String workspaceId, Invoice invoice, String document, Arrival how) {
    Optional<Long> held = lockedVersion(workspaceId, invoice.id());
    if (held.isEmpty()) {
      if (insert.wins(() -> insert(workspaceId, invoice, how))) {
        insertVersion(workspaceId, invoice, document);
        return Stored.CREATED;
      }
      held = lockedVersion(workspaceId, invoice.id());
    }
    return invoice.version() == held.orElseThrow()
        ? again(workspaceId, invoice, document, how)
        : addTo(held.get(), workspaceId, invoice, document, how);
  }

  private Stored again(String workspaceId, Invoice invoice, String document, Arrival how) {
    if (saysTheSame(invoice, get(workspaceId, invoice.id(), invoice.version()))) {
      return Stored.UNCHANGED;
    }
    if (how == Arrival.SENT) {
      throw new Problem(
          409,
          "version-reused",
          "Version %d of the invoice is known with another content.".formatted(invoice.version()),
          "Let the version grow with each change of the invoice and send it again.");
    }
    update(workspaceId, invoice, how);
    updateVersion(workspaceId, invoice, document);
    return Stored.CORRECTED;
  }

  private Stored addTo(
      long held, String workspaceId, Invoice invoice, String document, Arrival how) {
    if (invoice.version() < held) {
      throw new Problem(
          409,
          "older-version",
          "Version %d of the invoice is known, and %d is older.".formatted(held, invoice.version()),
          "Send the newest version of the invoice.");
    }
    update(workspaceId, invoice, how);
    insertVersion(workspaceId, invoice, document);
    return Stored.CHANGED;
  }

  private static boolean saysTheSame(Invoice invoice, Invoice other) {
    return invoice.status() == other.status()
        && ContentHash.of(invoice).equals(ContentHash.of(other));
  }

  /** The newest version. */
  public Optional<Invoice> find(String workspaceId, String invoiceId) {
    return jdbc.sql(
            """
            SELECT v.document
              FROM invoice i
              JOIN invoice_version v
                ON v.workspace_id = i.workspace_id AND v.invoice_id = i.invoice_id
               AND v.version = i.version
             WHERE i.workspace_id = :workspaceId AND i.invoice_id = :invoiceId
            """)
        .param("workspaceId", workspaceId)
        .param("invoiceId", invoiceId)
        .query(String.class)
        .optional()
        .map(document -> InvoiceReader.accepted(invoiceId, document));
  }

  /**
   * The newest version, held for the rest of the running transaction. Whoever holds an invoice, its
   * lane and its row takes them in this order, or two would wait for each other.
   */
  public Optional<Invoice> hold(String workspaceId, String invoiceId) {
    return lockedVersion(workspaceId, invoiceId)
        .map(version -> get(workspaceId, invoiceId, version));
  }

  /**
   * Holds several for the rest of the running transaction, if nobody holds any of them: whoever
   * holds many waits for none, since others take them in another order.
   *
   * @param invoiceIds one or more, in the database's order: it need not look beyond their range
   * @return whether all of them are held now
   */
  public boolean holdAtOnce(String workspaceId, List<String> invoiceIds) {
    return jdbc.sql(
                """
                SELECT invoice_id FROM invoice
                 WHERE workspace_id = :workspaceId AND invoice_id IN (:invoiceIds)
                   AND invoice_id BETWEEN :first AND :last
                   FOR UPDATE SKIP LOCKED
                """)
            .param("workspaceId", workspaceId)
            .param("first", invoiceIds.get(0))
            .param("last", invoiceIds.get(invoiceIds.size() - 1))
            .param("invoiceIds", invoiceIds)
            .query(String.class)
            .list()
            .size()
        == invoiceIds.size();
  }

  /**
   * @throws Problem 404 {@code not-found}
   */
  public Invoice get(String workspaceId, String invoiceId, long version) {
    return InvoiceReader.accepted(invoiceId, document(workspaceId, invoiceId, version));
  }

  /**
   * The accepted JSON, compact.
   *
   * @throws Problem 404 {@code not-found}
   */
  public String document(String workspaceId, String invoiceId, long version) {
    return jdbc.sql(
            """
            SELECT document
              FROM invoice_version
             WHERE workspace_id = :workspaceId AND invoice_id = :invoiceId AND version = :version
            """)
        .param("workspaceId", workspaceId)
        .param("invoiceId", invoiceId)
        .param("version", version)
        .query(String.class)
        .optional()
        .orElseThrow(
            () ->
                Problem.notFound(
                    "This version of the invoice", "Check the ids, or send the invoice first."));
  }

  private Optional<Long> lockedVersion(String workspaceId, String invoiceId) {
    return jdbc.sql(
            """
            SELECT version
              FROM invoice
             WHERE workspace_id = :workspaceId AND invoice_id = :invoiceId
               FOR UPDATE
            """)
        .param("workspaceId", workspaceId)
        .param("invoiceId", invoiceId)
        .query(Long.class)
        .optional();
  }

  private void insert(String workspaceId, Invoice invoice, Arrival how) {
    write(
        """
        INSERT INTO invoice (workspace_id, invoice_id, version, number, status, client_id,
                             client_name, issue_date, currency, total, news_at, created_at, updated_at)
        VALUES (:workspaceId, :invoiceId, :version, :number, :status, :clientId,
                :clientName, :issueDate, :currency, :total, :newsAt, :now, :now)
        """,
        workspaceId,
        invoice,
        how);
  }

  private void update(String workspaceId, Invoice invoice, Arrival how) {
    write(
        """
        UPDATE invoice
           SET version = :version, number = :number, status = :status, client_id = :clientId,
               client_name = :clientName, issue_date = :issueDate, currency = :currency,
               total = :total, updated_at = :now,
               news_at = CASE WHEN version = :version THEN news_at ELSE :newsAt END
         WHERE workspace_id = :workspaceId AND invoice_id = :invoiceId
        """,
        workspaceId,
        invoice,
        how);
  }

  private void write(String sql, String workspaceId, Invoice invoice, Arrival how) {
    jdbc.sql(sql)
        .param("workspaceId", workspaceId)
        .param("invoiceId", invoice.id())
        .param("version", invoice.version())
        .param("number", invoice.number())
        .param("status", invoice.status().json())
        .param("clientId", invoice.client().clientId())
        .param("clientName", invoice.client().name())
        .param("issueDate", invoice.issueDate())
        .param("currency", invoice.currency())
        .param("total", invoice.total())
        .param("newsAt", how == Arrival.HISTORY ? null : now(), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("now", now())
        .update();
  }

  private void insertVersion(String workspaceId, Invoice invoice, String document) {
    jdbc.sql(
            """
            INSERT INTO invoice_version (workspace_id, invoice_id, version, document, received_at)
            VALUES (:workspaceId, :invoiceId, :version, :document, :now)
            """)
        .param("workspaceId", workspaceId)
        .param("invoiceId", invoice.id())
        .param("version", invoice.version())
        .param("document", document)
        .param("now", now())
        .update();
  }

  private void updateVersion(String workspaceId, Invoice invoice, String document) {
    jdbc.sql(
            """
            UPDATE invoice_version SET document = :document
             WHERE workspace_id = :workspaceId AND invoice_id = :invoiceId AND version = :version
            """)
        .param("document", document)
        .param("workspaceId", workspaceId)
        .param("invoiceId", invoice.id())
        .param("version", invoice.version())
        .update();
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock.withZone(ZoneOffset.UTC));
  }
}
