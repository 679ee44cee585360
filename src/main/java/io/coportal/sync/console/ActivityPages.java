package io.coportal.sync.console;

import io.coportal.sync.account.Account;
import io.coportal.sync.connection.Ledgers;
import io.coportal.sync.reconcile.SyncState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What happened, and why. */
@Controller
@RequestMapping("/console/workspaces/{workspace}/activity")
class ActivityPages {
  private final Visits visits;
  private final ActivityLog log;
  private final Ledgers ledgers;

  ActivityPages(Visits visits, ActivityLog log, Ledgers ledgers) {
    this.visits = visits;
    this.log = log;
    this.ledgers = ledgers;
  }

  @GetMapping
  ModelAndView list(
      @AuthenticationPrincipal Account me,
      @PathVariable String workspace,
      @RequestParam(required = false) String ledger,
      @RequestParam(required = false) SyncState outcome,
      @RequestParam(defaultValue = "7") int days,
      @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME)
          Instant before) {
    ActivityLog.Filter filter = new ActivityLog.Filter(ledger, outcome, days);
    List<ActivityLog.Try> found = log.tries(workspace, filter, before);
    List<ActivityLog.Try> shown = found.subList(0, Math.min(found.size(), ActivityLog.PAGE));
    List<ActivityLog.Hour> hours = log.hours(workspace);
    return visits
        .page(me, workspace, "activity")
        .addObject("filter", filter)
        .addObject("tries", shown)
        .addObject("first", before == null)
        .addObject("next", found.size() > shown.size() ? shown.get(shown.size() - 1).at() : null)
        .addObject("deeds", log.deeds(workspace))
        .addObject("hours", hours)
        .addObject(
            "most", Math.max(1, hours.stream().mapToLong(ActivityLog.Hour::all).max().orElse(1)))
        .addObject("ledgers", ledgers);
  }

  @GetMapping("/activity.csv")
  ResponseEntity<byte[]> download(
      @PathVariable String workspace,
      @RequestParam(required = false) String ledger,
      @RequestParam(required = false) SyncState outcome,
      @RequestParam(defaultValue = "7") int days) {
    String csv =
        ActivityCsv.of(log.allTries(workspace, new ActivityLog.Filter(ledger, outcome, days)));
    return ResponseEntity.ok()
        .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename("activity.csv").build().toString())
        .body(csv.getBytes(StandardCharsets.UTF_8));
  }
}
