package io.coportal.sync.console;

import io.coportal.sync.account.Account;
import io.coportal.sync.account.Accounts;
import io.coportal.sync.invoice.Workspace;
import java.util.List;
import java.util.Map;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The door: sign in, choose a workspace, choose a password. */
@Controller
@RequestMapping("/console")
class HomePages {
  private final WorkspaceList workspaces;
  private final Accounts accounts;

  HomePages(WorkspaceList workspaces, Accounts accounts) {
    this.workspaces = workspaces;
    this.accounts = accounts;
  }

  @GetMapping("/sign-in")
  ModelAndView signIn(
      @RequestParam(required = false) String refused,
      @RequestParam(required = false) String wait,
      @RequestParam(required = false) String busy,
      @RequestParam(required = false) String out,
      @RequestParam(required = false) String changed) {
    return new ModelAndView(
        "console/sign-in",
        Map.of(
            "refused", refused != null,
            "wait", wait != null,
            "busy", busy != null,
            "out", out != null,
            "changed", changed != null));
  }

  @GetMapping
  ModelAndView home(
      @AuthenticationPrincipal Account me, @RequestParam(defaultValue = "") String q) {
    List<Workspace> seen = workspaces.of(me, q);
    return seen.size() == 1 && q.isEmpty()
        ? new ModelAndView("redirect:/console/workspaces/" + seen.get(0).id() + "/connections")
        : new ModelAndView(
            "console/workspaces",
            Map.of("me", me, "seen", seen, "q", q, "more", seen.size() == WorkspaceList.MOST));
  }

  @GetMapping("/password")
  ModelAndView password(@AuthenticationPrincipal Account me) {
    return new ModelAndView("console/password", Map.of("me", me));
  }

  /** Signs out everywhere: whoever knows the old password is out as well. */
  @PostMapping("/password")
  String changePassword(
      @AuthenticationPrincipal Account me,
      @RequestParam String current,
      @RequestParam String wanted) {
    accounts.changePassword(me, current, wanted);
    return "redirect:/console/sign-in?changed";
  }
}
