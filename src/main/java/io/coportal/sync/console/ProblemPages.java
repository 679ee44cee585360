package io.coportal.sync.console;

import io.coportal.sync.account.Account;
import io.coportal.sync.connection.Ledgers;
import io.coportal.sync.reconcile.StandstillGroups;
import java.util.List;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What stands still, by cause: mended once, all of a cause go again. */
@Controller
@RequestMapping("/console/workspaces/{workspace}/problems")
class ProblemPages {
  private final Visits visits;
  private final StandstillGroups groups;
  private final Ledgers ledgers;

  ProblemPages(Visits visits, StandstillGroups groups, Ledgers ledgers) {
    this.visits = visits;
    this.groups = groups;
    this.ledgers = ledgers;
  }

  record InLedger(String provider, String displayName, List<StandstillGroups.Group> groups) {}

  @GetMapping
  ModelAndView list(
      @AuthenticationPrincipal Account me,
      @PathVariable String workspace,
      @RequestParam(required = false) Integer again) {
    return visits
        .page(me, workspace, "problems")
        .addObject("again", again)
        .addObject(
            "inLedgers",
            ledgers.names().stream()
                .map(
                    name ->
                        new InLedger(
                            name, ledgers.get(name).displayName(), groups.list(workspace, name)))
                .filter(each -> !each.groups().isEmpty())
                .toList());
  }

  @PostMapping("/{ledger}")
  String again(
      @PathVariable String workspace, @PathVariable String ledger, @RequestParam String code) {
    ledgers.get(ledger);
    return "redirect:/console/workspaces/"
        + workspace
        + "/problems?again="
        + groups.again(workspace, ledger, code);
  }
}
