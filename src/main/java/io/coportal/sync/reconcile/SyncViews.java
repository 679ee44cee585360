package io.coportal.sync.reconcile;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.coportal.sync.problem.Problem;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What callers may see of the rows. */
@Component
public class SyncViews {
  private static final int SHOWN_ATTEMPTS = 20;

  private final SyncRows rows;
  private final JdbcClient jdbc;
  private final CureLinks links;

  SyncViews(SyncRows rows, JdbcClient jdbc, CureLinks links) {
    this.rows = rows;
    this.links = links;
    this.jdbc = jdbc;
  }

  /** One line of the history, the newest first. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record AttemptView(
      Instant at,
      long version,
      String outcome,
      String errorCode,
      String errorMessage,
      Integer httpStatus,
      String correlationId) {}

  /** A state and how it came about. */
  public record History(@JsonUnwrapped SyncView sync, List<AttemptView> attempts) {}

  public SyncView of(String syncId) {
    return SyncView.of(rows.get(syncId), links);
  }

  /** By the ledger's name. Of several organisations in one ledger the one last touched is shown. */
  public Map<String, SyncView> ofInvoice(String workspaceId, String invoiceId) {
    Map<String, SyncView> views = new LinkedHashMap<>();
    rows.ofInvoice(workspaceId, invoiceId)
        .forEach(row -> views.putIfAbsent(row.provider(), SyncView.of(row, links)));
    return views;
  }

  /** The same for several, by invoice; those that were never asked for are missing. */
  public Map<String, Map<String, SyncView>> ofInvoices(
      String workspaceId, List<String> invoiceIds) {
    Map<String, Map<String, SyncView>> views = new LinkedHashMap<>();
    if (!invoiceIds.isEmpty()) {
      rows.ofInvoices(workspaceId, invoiceIds)
          .forEach(
              row ->
                  views
                      .computeIfAbsent(row.invoiceId(), first -> new LinkedHashMap<>())
                      .putIfAbsent(row.provider(), SyncView.of(row, links)));
    }
    return views;
  }

  /**
   * @throws Problem 404 when the invoice was never asked to be synced there
   */
  public History history(String workspaceId, String invoiceId, String provider) {
    SyncRow row =
        rows.ofInvoice(workspaceId, invoiceId).stream()
            .filter(candidate -> candidate.provider().equals(provider))
            .findFirst()
            .orElseThrow(
                () ->
                    Problem.notFound(
                        "A sync of this invoice with " + provider, "Start one with POST here."));
    return new History(SyncView.of(row, links), attempts(row.id()));
  }

  private List<AttemptView> attempts(String syncId) {
    return jdbc.sql(
            """
            SELECT at, version, outcome, error_code, error_message, http_status, correlation_id
            FROM sync_attempt WHERE invoice_sync_id = ?
            ORDER BY at DESC FETCH FIRST %d ROWS ONLY"""
                .formatted(SHOWN_ATTEMPTS))
        .param(syncId)
        .query(
            (rs, n) ->
                new AttemptView(
                    SyncRows.instant(rs, "at"),
                    rs.getLong("version"),
                    rs.getString("outcome"),
                    rs.getString("error_code"),
                    rs.getString("error_message"),
                    rs.getObject("http_status", Integer.class),
                    rs.getString("correlation_id")))
        .list();
  }
}
