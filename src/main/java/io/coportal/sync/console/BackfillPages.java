package io.coportal.sync.console;

import io.coportal.sync.account.Account;
import io.coportal.sync.connection.Connections;
import io.coportal.sync.connection.Ledgers;
import io.coportal.sync.reconcile.BackfillFilter;
import io.coportal.sync.reconcile.BackfillState;
import io.coportal.sync.reconcile.BackfillUndo;
import io.coportal.sync.reconcile.BackfillView;
import io.coportal.sync.reconcile.Backfills;
import java.time.LocalDate;
import java.util.List;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What was there before: forecast, run, progress, end, undo. */
@Controller
@RequestMapping("/console/workspaces/{workspace}/backfills")
class BackfillPages {
  private final Visits visits;
  private final Backfills backfills;
  private final BackfillUndo undo;
  private final Connections connections;
  private final Ledgers ledgers;

  BackfillPages(
      Visits visits,
      Backfills backfills,
      BackfillUndo undo,
      Connections connections,
      Ledgers ledgers) {
    this.visits = visits;
    this.backfills = backfills;
    this.undo = undo;
    this.connections = connections;
    this.ledgers = ledgers;
  }

  record InLedger(
      String provider, String displayName, boolean connected, List<BackfillView> backfills) {}

  @GetMapping
  ModelAndView list(@AuthenticationPrincipal Account me, @PathVariable String workspace) {
    return visits
        .page(me, workspace, "backfills")
        .addObject(
            "inLedgers",
            ledgers.names().stream()
                .map(
                    name ->
                        new InLedger(
                            name,
                            ledgers.get(name).displayName(),
                            connections.connected(workspace, name).isPresent(),
                            backfills.list(workspace, name, null)))
                .toList());
  }

  /** What it would be about and cost; nothing is started. */
  @GetMapping("/{ledger}/forecast")
  ModelAndView forecast(
      @AuthenticationPrincipal Account me,
      @PathVariable String workspace,
      @PathVariable String ledger,
      @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from,
      @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate to) {
    return visits
        .page(me, workspace, "forecast")
        .addObject("place", "backfills")
        .addObject("ledger", ledgers.get(ledger).displayName())
        .addObject("provider", ledger)
        .addObject("from", from)
        .addObject("to", to)
        .addObject("forecast", backfills.plan(workspace, ledger, filter(from, to)).forecast());
  }

  @PostMapping("/{ledger}")
  String start(
      @PathVariable String workspace,
      @PathVariable String ledger,
      @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from,
      @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate to) {
    ledgers.get(ledger);
    return one(workspace, ledger, backfills.start(workspace, ledger, filter(from, to)).id());
  }

  @GetMapping("/{ledger}/{backfill}")
  ModelAndView show(
      @AuthenticationPrincipal Account me,
      @PathVariable String workspace,
      @PathVariable String ledger,
      @PathVariable String backfill) {
    BackfillView view = backfills.get(workspace, ledger, backfill);
    boolean over = view.state() == BackfillState.DONE || view.state() == BackfillState.CANCELLED;
    return visits
        .page(me, workspace, "backfill")
        .addObject("place", "backfills")
        .addObject("ledger", ledgers.get(ledger).displayName())
        .addObject("backfill", view)
        .addObject("undo", over ? undo.look(workspace, ledger, backfill) : null);
  }

  /** The part of the page that moves. */
  @GetMapping("/{ledger}/{backfill}/progress")
  ModelAndView progress(
      @AuthenticationPrincipal Account me,
      @PathVariable String workspace,
      @PathVariable String ledger,
      @PathVariable String backfill) {
    ModelAndView page = show(me, workspace, ledger, backfill);
    page.setViewName("console/backfill :: progress");
    return page;
  }

  @PostMapping("/{ledger}/{backfill}/cancel")
  String cancel(
      @PathVariable String workspace, @PathVariable String ledger, @PathVariable String backfill) {
    return one(workspace, ledger, backfills.cancel(workspace, ledger, backfill).id());
  }

  @PostMapping("/{ledger}/{backfill}/resume")
  String resume(
      @PathVariable String workspace, @PathVariable String ledger, @PathVariable String backfill) {
    return one(workspace, ledger, backfills.resume(workspace, ledger, backfill).id());
  }

  @PostMapping("/{ledger}/{backfill}/undo")
  String undo(
      @PathVariable String workspace, @PathVariable String ledger, @PathVariable String backfill) {
    undo.undo(workspace, ledger, backfill);
    return one(workspace, ledger, backfill);
  }

  private static BackfillFilter filter(LocalDate from, LocalDate to) {
    return new BackfillFilter(from, to, null, null, true, false);
  }

  private static String one(String workspace, String ledger, String backfill) {
    return "redirect:/console/workspaces/" + workspace + "/backfills/" + ledger + "/" + backfill;
  }
}
