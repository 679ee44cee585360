package io.coportal.sync.console;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * A workspace's invoices by page, the newest first. A page is found by where the last one ended.
 */
@Repository
class InvoiceList {
  static final int PAGE = 50;

  /** Of {@code state}: in no ledger, and none was asked for it. */
  static final String NEVER = "NEVER";

  private static final Set<String> STATES =
      Set.of(
          "QUEUED", "SENDING", "SYNCED", "DIFFERENT", "VOIDED", "FAILED", "BLOCKED", "UNCERTAIN");
  private static final Set<String> STATUSES =
      Set.of("draft", "sent", "awaiting_confirmation", "paid", "cancelled");

  private final JdbcClient db;

  InvoiceList(JdbcClient db) {
    this.db = db;
  }

  /**
   * @param search part of a number or of a client's name; empty: all
   * @param status in CoPortal; empty: all
   * @param state in any ledger, or {@link #NEVER}; empty: all
   */
  record Filter(String search, String status, String state) {
    Filter {
      search = search == null ? "" : search.strip();
      status = status == null || !STATUSES.contains(status) ? "" : status;
      state = state == null || !NEVER.equals(state) && !STATES.contains(state) ? "" : state;
    }

    public boolean isEmpty() {
      return search.isEmpty() && status.isEmpty() && state.isEmpty();
    }
  }

  /** One invoice as the list shows it. */
  record Row(
      String id,
      String number,
      String status,
      String clientName,
      LocalDate issueDate,
      String currency,
      BigDecimal total) {}

  /**
   * @param after the last row of the page before; null: the first page
   * @return one more than {@link #PAGE} where there is another page
   */
  List<Row> page(String workspaceId, Filter filter, Place after) {
    StringBuilder sql =
        new StringBuilder(
            """
            SELECT i.invoice_id, i.number, i.status, i.client_name, i.issue_date, i.currency, i.total
              FROM invoice i WHERE i.workspace_id = :workspace
            """);
    if (!filter.search().isEmpty()) {
      sql.append(" AND (i.number ILIKE :search ESCAPE '!'")
          .append(" OR i.client_name ILIKE :search ESCAPE '!')");
    }
    if (!filter.status().isEmpty()) {
      sql.append(" AND i.status = :status");
    }
    if (filter.state().equals(NEVER)) {
      sql.append(" AND NOT EXISTS (SELECT 1 FROM invoice_sync s WHERE ").append(OF_INVOICE);
      sql.append(")");
    } else if (!filter.state().isEmpty()) {
      sql.append(" AND EXISTS (SELECT 1 FROM invoice_sync s WHERE ").append(OF_INVOICE);
      sql.append(" AND s.state = :state)");
    }
    if (after != null) {
      sql.append(" AND (i.issue_date < :day OR i.issue_date = :day AND i.invoice_id < :id)");
    }
    sql.append(" ORDER BY i.workspace_id DESC, i.issue_date DESC, i.invoice_id DESC")
        .append(" FETCH FIRST :most ROWS ONLY");
    return db.sql(sql.toString())
        .params(
            Map.of(
                "workspace",
                workspaceId,
                "search",
                "%" + escaped(filter.search()) + "%",
                "status",
                filter.status(),
                "state",
                filter.state(),
                "day",
                after == null ? LocalDate.MAX : after.issueDate(),
                "id",
                after == null ? "" : after.invoiceId(),
                "most",
                PAGE + 1))
        .query(
            (row, n) ->
                new Row(
                    row.getString("invoice_id"),
                    row.getString("number"),
                    row.getString("status"),
                    row.getString("client_name"),
                    row.getObject("issue_date", LocalDate.class),
                    row.getString("currency"),
                    row.getBigDecimal("total")))
        .list();
  }

  private static final String OF_INVOICE =
      "s.workspace_id = i.workspace_id AND s.invoice_id = i.invoice_id";

  /** Where a page ended. */
  record Place(LocalDate issueDate, String invoiceId) {
    private static final int DATE = "2026-01-01".length();

    /**
     * @return null for none, or one that cannot be
     */
    static Place of(String text) {
      if (text == null || text.length() <= DATE || text.charAt(DATE) != '~') {
        return null;
      }
      try {
        return new Place(LocalDate.parse(text.substring(0, DATE)), text.substring(DATE + 1));
      } catch (java.time.format.DateTimeParseException notOurs) {
        return null;
      }
    }

    static String text(Row row) {
      return row.issueDate() + "~" + row.id();
    }
  }

  private static String escaped(String search) {
    return search.replaceAll("([!%_])", "!$1");
  }
}
