package io.coportal.sync.reconcile;

import io.coportal.sync.connection.Audit;
import io.coportal.sync.connection.Connection;
import io.coportal.sync.invoice.Workspaces;
import io.coportal.sync.problem.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings invoices that were there before into a ledger, once a person has said which: forecast,
 * start, progress, cancel, resume. The work goes on in {@link BackfillRun}.
 */
@Component
public class Backfills {
  private static final int PAGE = 20;

  /** What a cancel has not taken back by then is taken back without its caller. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Workspaces workspaces;
  private final BackfillPlans plans;
  private final BackfillStore store;
  private final BackfillRows rows;
  private final BackfillEnding ending;
  private final BackfillViews views;
  private final LaneFence fence;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Backfills(
      Workspaces workspaces,
      BackfillPlans plans,
      BackfillStore store,
      BackfillRows rows,
      BackfillEnding ending,
      BackfillViews views,
      LaneFence fence,
      Audit audit,
      TransactionTemplate transaction,
      Clock clock) {
    this.workspaces = workspaces;
    this.plans = plans;
    this.store = store;
    this.rows = rows;
    this.ending = ending;
    this.views = views;
    this.fence = fence;
    this.audit = audit;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** What a back-fill would be about and cost; nothing is started. */
  public record Plan(BackfillFilter filter, BackfillForecast forecast) {}

  /**
   * @param provider a configured ledger's name
   * @throws Problem 400 for a status that is not pushed, 404 for an unknown workspace, 409 when not
   *     connected
   */
  public Plan plan(String workspaceId, String provider, BackfillFilter filter) {
    return plans.of(plans.connection(workspaceId, provider), filter);
  }

  /**
   * Starts one; its invoices are queued after this has returned.
   *
   * @throws Problem as {@link #plan}, and 409 when one is running on this connection
   */
  public BackfillView start(String workspaceId, String provider, BackfillFilter filter) {
    Connection connection = plans.connection(workspaceId, provider);
    Plan plan = plans.of(connection, filter);
    String id = UUID.randomUUID().toString();
    transaction.executeWithoutResult(
        status -> {
          fence.hold(connection.id());
          store.runningOn(connection.id()).ifPresent(Backfills::refuseSecond);
          store.insert(id, connection, plan.filter(), plan.forecast());
          audit.record(
              workspaceId,
              "backfill-started",
              "backfill:" + id,
              "%s, %d invoices".formatted(provider, plan.forecast().invoices()));
        });
    return get(workspaceId, provider, id);
  }

  /**
   * The newest first, 20 at most.
   *
   * @param before the last one of the page before; null: the first page
   * @throws Problem 404 for an unknown workspace or back-fill
   */
  public List<BackfillView> list(String workspaceId, String provider, String before) {
    workspaces.get(workspaceId);
    Instant bound = before == null ? null : find(workspaceId, provider, before).startedAt();
    return store.list(workspaceId, provider, bound, PAGE).stream().map(views::inList).toList();
  }

  /** Whether a list of this length may have another page behind it. */
  public boolean isFullPage(List<BackfillView> page) {
    return page.size() == PAGE;
  }

  /**
   * @throws Problem 404
   */
  public BackfillView get(String workspaceId, String provider, String id) {
    return views.whole(find(workspaceId, provider, id));
  }

  /**
   * Ends it: what it has not begun becomes what it was before, what is on its way ends as usual.
   * Doing it again changes nothing, and so does ending one that is done.
   *
   * @throws Problem 404
   */
  public BackfillView cancel(String workspaceId, String provider, String id) {
    Backfill seen = find(workspaceId, provider, id);
    transaction.executeWithoutResult(
        status -> {
          fence.hold(seen.connectionId());
          Backfill backfill = store.find(id).orElseThrow();
          if (backfill.state().live()) {
            store.cancel(backfill);
            rows.park(backfill);
            audit.record(workspaceId, "backfill-cancelled", "backfill:" + id, provider);
          }
        });
    Instant end = clock.instant().plus(PATIENCE);
    Backfill backfill = store.find(id).orElseThrow();
    if (backfill.state() == BackfillState.CANCELLED) {
      boolean more = true;
      while (more && clock.instant().isBefore(end)) {
        more = ending.takeBack(backfill);
      }
    }
    return get(workspaceId, provider, id);
  }

  /**
   * Goes on with one that was paused; one that runs goes on anyway.
   *
   * @throws Problem 404; 409 {@code backfill-ended}
   */
  public BackfillView resume(String workspaceId, String provider, String id) {
    Backfill seen = find(workspaceId, provider, id);
    transaction.executeWithoutResult(
        status -> {
          fence.hold(seen.connectionId());
          Backfill backfill = store.find(id).orElseThrow();
          if (backfill.state() == BackfillState.PAUSED) {
            store.resume(backfill, views.counts(backfill).ready());
            audit.record(workspaceId, "backfill-resumed", "backfill:" + id, provider);
          } else if (!backfill.state().live()) {
            throw new Problem(
                409,
                "backfill-ended",
                "This back-fill is %s.".formatted(backfill.state()),
                "Start another one: it takes up what the ledger does not hold yet.");
          }
        });
    return get(workspaceId, provider, id);
  }

  /**
   * @throws Problem 404
   */
  Backfill find(String workspaceId, String provider, String id) {
    return store
        .find(id)
        .filter(backfill -> backfill.workspaceId().equals(workspaceId))
        .filter(backfill -> backfill.provider().equals(provider))
        .orElseThrow(
            () ->
                Problem.notFound(
                    "Back-fill " + id, "Ask for the list of back-fills, or start one with POST."));
  }

  private static void refuseSecond(Backfill running) {
    throw new Problem(
        409,
        "backfill-running",
        "Back-fill %s is %s on this connection.".formatted(running.id(), running.state()),
        "Wait for its end, or cancel it with DELETE.");
  }
}
