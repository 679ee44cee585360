package io.coportal.sync.console;

import io.coportal.sync.connection.Connection;
import io.coportal.sync.connection.ConnectionState;
import io.coportal.sync.connection.ConnectionView;
import io.coportal.sync.connection.Connections;
import io.coportal.sync.connection.Ledgers;
import io.coportal.sync.invoice.Invoice;
import io.coportal.sync.invoice.InvoiceReader;
import io.coportal.sync.ledger.LedgerChoices;
import io.coportal.sync.ledger.LedgerRuleBook;
import io.coportal.sync.ledger.LedgerStop;
import io.coportal.sync.ledger.LedgerUnreachable;
import io.coportal.sync.problem.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Each ledger as a workspace has it, or may have it. */
@Component
class LedgerCards {
  /** An owner hears of a consent's end so long before. */
  private static final Duration WARNED_AHEAD = Duration.ofDays(14);

  private static final int LOOKED_AT = 200;

  private final Ledgers ledgers;
  private final Connections connections;
  private final LedgerChoices choices;
  private final LedgerRuleBook ruleBook;
  private final JdbcClient db;
  private final Clock clock;

  LedgerCards(
      Ledgers ledgers,
      Connections connections,
      LedgerChoices choices,
      LedgerRuleBook ruleBook,
      JdbcClient db,
      Clock clock) {
    this.ledgers = ledgers;
    this.connections = connections;
    this.choices = choices;
    this.ruleBook = ruleBook;
    this.db = db;
    this.clock = clock;
  }

  /**
   * @param connection null: never connected
   * @param lastSync the last time an invoice reached it; null: never
   * @param waits until when a limit of the ledger keeps it waiting; null: it does not
   * @param ends when the consent dies, if it is near; null: it is not
   */
  record Card(
      String provider,
      String displayName,
      ConnectionView connection,
      Instant lastSync,
      long synced,
      Instant waits,
      Instant ends) {
    public boolean connected() {
      return connection != null && connection.state() == ConnectionState.CONNECTED;
    }

    public boolean broken() {
      return connection != null && connection.state() == ConnectionState.RECONNECT;
    }
  }

  /**
   * @param missing what is to be chosen or mended, the commonest first
   * @param looked at so many of the newest invoices
   * @param unreadable why the ledger could not be asked; null: it could
   */
  record Readiness(List<LedgerChoices.Missing> missing, int looked, String unreadable) {}

  /** What a ledger holds of a workspace. */
  private record Held(long invoices, Instant lastSync) {
    private static final Held NOTHING = new Held(0, null);
  }

  List<Card> of(String workspaceId) {
    Map<String, ConnectionView> known =
        connections.list(workspaceId).stream()
            .collect(Collectors.toMap(ConnectionView::provider, Function.identity()));
    Map<String, Held> held = held(workspaceId);
    Map<String, Instant> waits = waits(workspaceId);
    return ledgers.names().stream()
        .map(
            provider ->
                new Card(
                    provider,
                    ledgers.get(provider).displayName(),
                    known.get(provider),
                    held.getOrDefault(provider, Held.NOTHING).lastSync(),
                    held.getOrDefault(provider, Held.NOTHING).invoices(),
                    waits.get(provider),
                    Optional.ofNullable(known.get(provider)).flatMap(this::ends).orElse(null)))
        .toList();
  }

  private Map<String, Held> held(String workspaceId) {
    Map<String, Held> held = new HashMap<>();
    db.sql(
            """
            SELECT provider, COUNT(external_id) AS invoices, MAX(last_synced_at) AS last
            FROM invoice_sync WHERE workspace_id = :workspace GROUP BY provider
            """)
        .param("workspace", workspaceId)
        .query(
            row -> {
              held.put(
                  row.getString("provider"),
                  new Held(
                      row.getLong("invoices"),
                      instant(row.getObject("last", OffsetDateTime.class)).orElse(null)));
            });
    return held;
  }

  private Map<String, Instant> waits(String workspaceId) {
    Map<String, Instant> waits = new HashMap<>();
    db.sql(
            """
            SELECT provider, blocked_until FROM connection
            WHERE workspace_id = :workspace AND state = 'CONNECTED' AND blocked_until > :now
            """)
        .param("workspace", workspaceId)
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .query(
            row -> {
              waits.put(
                  row.getString("provider"),
                  row.getObject("blocked_until", OffsetDateTime.class).toInstant());
            });
    return waits;
  }

  private Optional<Instant> ends(ConnectionView connection) {
    return Stream.of(connection.accessDeadline(), connection.accessEnds())
        .filter(end -> end != null && end.isBefore(clock.instant().plus(WARNED_AHEAD)))
        .filter(end -> connection.state() == ConnectionState.CONNECTED)
        .min(Instant::compareTo);
  }

  /**
   * What an owner may choose from.
   *
   * @throws Problem 409 when the ledger is not connected
   * @throws LedgerStop when it says no
   * @throws LedgerUnreachable when it does not answer
   */
  LedgerChoices.Offer offer(String workspaceId, String provider) {
    return choices.offer(connected(workspaceId, provider));
  }

  /** By the newest invoices of the workspace. */
  Readiness readiness(String workspaceId, String provider) {
    List<Invoice> newest = newest(workspaceId, provider);
    try {
      return new Readiness(
          choices.missing(connected(workspaceId, provider), newest), newest.size(), null);
    } catch (LedgerStop stop) {
      return new Readiness(List.of(), newest.size(), stop.refusal().message());
    } catch (LedgerUnreachable | Problem away) {
      return new Readiness(List.of(), newest.size(), away.getMessage());
    }
  }

  private Connection connected(String workspaceId, String provider) {
    return connections
        .connected(workspaceId, provider)
        .orElseThrow(
            () ->
                new Problem(
                    409, "not-connected", "This ledger is not connected.", "Connect it first."));
  }

  private List<Invoice> newest(String workspaceId, String provider) {
    List<String> statuses =
        ruleBook.of(provider).pushes().stream().map(status -> status.json()).toList();
    return db.sql(
            """
            SELECT i.invoice_id, v.document FROM invoice i
              JOIN invoice_version v ON v.workspace_id = i.workspace_id
               AND v.invoice_id = i.invoice_id AND v.version = i.version
             WHERE i.workspace_id = :workspace AND i.status IN (:statuses)
             ORDER BY i.workspace_id DESC, i.issue_date DESC, i.invoice_id DESC
             FETCH FIRST :most ROWS ONLY
            """)
        .param("workspace", workspaceId)
        .param("statuses", statuses)
        .param("most", LOOKED_AT)
        .query(
            (row, n) ->
                InvoiceReader.accepted(row.getString("invoice_id"), row.getString("document")))
        .list();
  }

  private static Optional<Instant> instant(OffsetDateTime time) {
    return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
  }
}
