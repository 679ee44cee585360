package io.coportal.sync.reconcile;

import io.coportal.sync.connection.Audit;
import io.coportal.sync.problem.Problem;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes back what one back-fill made in the ledger, as far as nobody has touched it since. */
@Component
public class BackfillUndo {
  private static final int EXAMPLES = 20;

  /** Made by it, in the ledger, and nothing else is under way. */
  private static final String STANDING =
      "created_by = :backfill AND due_at IS NULL AND open_request_id IS NULL"
          + " AND (state IN ('SYNCED', 'DIFFERENT') OR state = 'FAILED' AND void_wanted = TRUE)";

  private final JdbcClient jdbc;
  private final Backfills backfills;
  private final LaneFence fence;
  private final Lanes lanes;
  private final Audit audit;
  private final Clock clock;

  BackfillUndo(
      JdbcClient jdbc,
      Backfills backfills,
      LaneFence fence,
      Lanes lanes,
      Audit audit,
      Clock clock) {
    this.jdbc = jdbc;
    this.backfills = backfills;
    this.fence = fence;
    this.lanes = lanes;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * @param created invoices that the back-fill made and that were not written again since
   * @param standing of these, those that an undo would void
   * @param voiding those that are on their way to be voided
   * @param kept those that could not be voided; each says why
   * @param examples some of the standing ones
   */
  public record View(
      long created, long standing, long voiding, long voided, long kept, List<Example> examples) {}

  /**
   * @param number in the ledger
   */
  public record Example(String invoiceId, String number) {}

  /**
   * @throws Problem 404
   */
  public View look(String workspaceId, String provider, String id) {
    return view(backfills.find(workspaceId, provider, id));
  }

  /**
   * Wants all that stands voided.
   *
   * @throws Problem 404; 409 {@code backfill-running}
   */
  @Transactional
  public View undo(String workspaceId, String provider, String id) {
    Backfill backfill = backfills.find(workspaceId, provider, id);
    if (backfill.state().live()) {
      throw new Problem(
          409,
          "backfill-running",
          "This back-fill is %s.".formatted(backfill.state()),
          "Cancel it with DELETE, or wait for its end, and undo it then.");
    }
    fence.hold(backfill.connectionId());
    int wanted =
        jdbc.sql(
                """
                UPDATE invoice_sync SET void_wanted = TRUE, state = 'QUEUED', due_at = :now,
                  priority = :priority, attempts = 0, updated_at = :now WHERE %s"""
                    .formatted(STANDING))
            .param("now", clock.instant().atOffset(ZoneOffset.UTC))
            .param("priority", SyncTrigger.BACKFILL.priority())
            .param("backfill", id)
            .update();
    audit.record(workspaceId, "backfill-undone", "backfill:" + id, wanted + " invoices");
    lanes.wake(backfill.connectionId(), false);
    return view(backfill);
  }

  private View view(Backfill backfill) {
    return jdbc.sql(
            """
            SELECT COUNT(*) AS created,
              COUNT(CASE WHEN %s THEN 1 END) AS standing,
              COUNT(CASE WHEN void_wanted = TRUE AND (due_at IS NOT NULL OR open_request_id IS NOT NULL) THEN 1 END) AS voiding,
              COUNT(CASE WHEN state = 'VOIDED' THEN 1 END) AS voided,
              COUNT(CASE WHEN state = 'FAILED' AND void_wanted = TRUE THEN 1 END) AS kept
            FROM invoice_sync WHERE created_by = :backfill"""
                .formatted(STANDING))
        .param("backfill", backfill.id())
        .query(
            (rs, n) ->
                new View(
                    rs.getLong("created"),
                    rs.getLong("standing"),
                    rs.getLong("voiding"),
                    rs.getLong("voided"),
                    rs.getLong("kept"),
                    examples(backfill)))
        .single();
  }

  private List<Example> examples(Backfill backfill) {
    return jdbc.sql(
            "SELECT invoice_id, external_number FROM invoice_sync WHERE %s FETCH FIRST %d ROWS ONLY"
                .formatted(STANDING, EXAMPLES))
        .param("backfill", backfill.id())
        .query((rs, n) -> new Example(rs.getString("invoice_id"), rs.getString("external_number")))
        .list();
  }
}
