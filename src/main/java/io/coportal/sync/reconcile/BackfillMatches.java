package io.coportal.sync.reconcile;

import io.coportal.sync.connection.Connection;
import io.coportal.sync.invoice.InvoiceStatus;
import io.coportal.sync.ledger.LinkCurrency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds the invoices that a back-fill is about. */
@Repository
class BackfillMatches {
  private final JdbcClient jdbc;

  BackfillMatches(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param syncId of its row in this organisation, null without one
   */
  record Match(String invoiceId, long version, String syncId) {}

  /**
   * @param creates how many the ledger has not got yet
   * @param updates how many it has in an older version, or that are to be written again
   */
  record Counted(long invoices, long creates, long updates) {}

  private record Query(String text, Map<String, Object> values) {}

  /** The next ones in the order of their ids, after {@code after} unless that is null. */
  List<String> next(Connection connection, BackfillFilter filter, String after, int most) {
    Query query = matching(connection, filter);
    String beyond = "";
    if (after != null) {
      beyond = " AND i.invoice_id > :after";
      query.values().put("after", after);
    }
    // Both columns of the key: the page is the next piece of its index, whatever else matches.
    return jdbc.sql(
            "SELECT i.invoice_id %s%s ORDER BY i.workspace_id, i.invoice_id FETCH FIRST %d ROWS ONLY"
                .formatted(query.text(), beyond, most))
        .params(query.values())
        .query(String.class)
        .list();
  }

  /**
   * Those of them that still match.
   *
   * @param invoiceIds one or more, as {@link #next} gave them
   */
  List<Match> among(Connection connection, BackfillFilter filter, List<String> invoiceIds) {
    Query query = matching(connection, filter);
    query.values().put("invoices", invoiceIds);
    query.values().put("first", invoiceIds.get(0));
    query.values().put("last", invoiceIds.get(invoiceIds.size() - 1));
    return jdbc.sql(
            """
            SELECT i.invoice_id, i.version, s.id %s
              AND i.invoice_id BETWEEN :first AND :last AND i.invoice_id IN (:invoices)"""
                .formatted(query.text()))
        .params(query.values())
        .query((rs, n) -> new Match(rs.getString(1), rs.getLong(2), rs.getString(3)))
        .list();
  }

  Counted count(Connection connection, BackfillFilter filter) {
    Query query = matching(connection, filter);
    return jdbc.sql(
            """
            SELECT COUNT(*),
              COUNT(CASE WHEN s.external_id IS NULL THEN 1 END),
              COUNT(CASE WHEN s.external_id IS NOT NULL
                AND (:repush OR s.synced_version IS NULL OR s.synced_version < i.version) THEN 1 END)
            %s"""
                .formatted(query.text()))
        .params(query.values())
        .param("repush", filter.repush())
        .query((rs, n) -> new Counted(rs.getLong(1), rs.getLong(2), rs.getLong(3)))
        .single();
  }

  /**
   * Clients of theirs without a contact that we know of.
   *
   * @param perCurrency whether a client billed in two currencies needs two
   */
  long newClients(Connection connection, BackfillFilter filter, boolean perCurrency) {
    Query query = matching(connection, filter);
    if (!perCurrency) {
      query.values().put("any", LinkCurrency.ANY);
    }
    return jdbc.sql(
            """
            SELECT COUNT(*) FROM (
              SELECT DISTINCT i.client_id%s %s
                AND NOT EXISTS (SELECT 1 FROM contact_link l
                  WHERE l.workspace_id = i.workspace_id AND l.provider = :provider
                    AND l.organisation_id = :organisation AND l.client_id = i.client_id
                    AND l.currency = %s)) unknown_client"""
                .formatted(
                    perCurrency ? ", i.currency" : "",
                    query.text(),
                    perCurrency ? "i.currency" : ":any"))
        .params(query.values())
        .query(Long.class)
        .single();
  }

  private static Query matching(Connection connection, BackfillFilter filter) {
    StringBuilder text =
        new StringBuilder(
            """
            FROM invoice i
            LEFT JOIN invoice_sync s
              ON s.workspace_id = i.workspace_id AND s.provider = :provider
              AND s.organisation_id = :organisation AND s.invoice_id = i.invoice_id
            WHERE i.workspace_id = :workspace AND i.status IN (:statuses)""");
    Map<String, Object> values = new HashMap<>();
    values.put("workspace", connection.workspaceId());
    values.put("provider", connection.provider());
    values.put("organisation", connection.organisationId());
    values.put("statuses", filter.statuses().stream().map(InvoiceStatus::json).toList());
    narrow(text, values, " AND i.issue_date >= :from", "from", filter.from());
    narrow(text, values, " AND i.issue_date <= :to", "to", filter.to());
    narrow(text, values, " AND i.currency = :currency", "currency", filter.currency());
    if (filter.onlyUnsynced()) {
      text.append(" AND (s.synced_version IS NULL OR s.synced_version < i.version)");
    }
    return new Query(text.toString(), values);
  }

  private static void narrow(
      StringBuilder text, Map<String, Object> values, String clause, String name, Object value) {
    if (value != null) {
      text.append(clause);
      values.put(name, value);
    }
  }
}
