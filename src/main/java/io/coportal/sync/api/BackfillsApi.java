package io.coportal.sync.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.coportal.sync.connection.Ledgers;
import io.coportal.sync.reconcile.BackfillUndo;
import io.coportal.sync.reconcile.BackfillView;
import io.coportal.sync.reconcile.Backfills;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Called by the back-fill routes of {@code routes/triggers}. */
@Component("backfillsApi")
public class BackfillsApi {
  private final Ledgers ledgers;
  private final Backfills backfills;
  private final BackfillUndo undo;

  BackfillsApi(Ledgers ledgers, Backfills backfills, BackfillUndo undo) {
    this.ledgers = ledgers;
    this.backfills = backfills;
    this.undo = undo;
  }

  /**
   * @param next where the next page is, null behind the last one
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Page(List<BackfillView> backfills, String next) {}

  /**
   * @param body the filter and {@code dryRun}, or nothing
   */
  public Reply start(
      @Variable("workspace") String workspaceId,
      @Variable("provider") String provider,
      @Body String body) {
    ledgers.get(provider);
    BackfillOrder order = BackfillOrder.read(body);
    if (order.dryRun()) {
      return Reply.ok(backfills.plan(workspaceId, provider, order.filter()));
    }
    BackfillView started = backfills.start(workspaceId, provider, order.filter());
    return new Reply(202, path(workspaceId, provider) + "/" + started.id(), started);
  }

  /**
   * @param before the last one of the page before, null for the first page
   */
  public Reply list(
      @Variable("workspace") String workspaceId,
      @Variable("provider") String provider,
      @Variable("before") String before) {
    ledgers.get(provider);
    List<BackfillView> page = backfills.list(workspaceId, provider, before);
    String next =
        backfills.isFullPage(page)
            ? path(workspaceId, provider) + "?before=" + page.get(page.size() - 1).id()
            : null;
    return Reply.ok(new Page(page, next));
  }

  public Reply get(
      @Variable("workspace") String workspaceId,
      @Variable("provider") String provider,
      @Variable("backfill") String id) {
    ledgers.get(provider);
    return Reply.ok(backfills.get(workspaceId, provider, id));
  }

  public Reply cancel(
      @Variable("workspace") String workspaceId,
      @Variable("provider") String provider,
      @Variable("backfill") String id) {
    ledgers.get(provider);
    return Reply.ok(backfills.cancel(workspaceId, provider, id));
  }

  public Reply resume(
      @Variable("workspace") String workspaceId,
      @Variable("provider") String provider,
      @Variable("backfill") String id) {
    ledgers.get(provider);
    return Reply.ok(backfills.resume(workspaceId, provider, id));
  }

  public Reply undo(
      @Variable("workspace") String workspaceId,
      @Variable("provider") String provider,
      @Variable("backfill") String id) {
    ledgers.get(provider);
    return Reply.ok(undo.undo(workspaceId, provider, id));
  }

  public Reply getUndo(
      @Variable("workspace") String workspaceId,
      @Variable("provider") String provider,
      @Variable("backfill") String id) {
    ledgers.get(provider);
    return Reply.ok(undo.look(workspaceId, provider, id));
  }

  private static String path(String workspaceId, String provider) {
    return "/api/v1/workspaces/%s/backfills/%s".formatted(workspaceId, provider);
  }
}
