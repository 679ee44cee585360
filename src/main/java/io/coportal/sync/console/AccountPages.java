package io.coportal.sync.console;

import io.coportal.sync.account.Account;
import io.coportal.sync.account.Accounts;
import io.coportal.sync.account.Role;
import io.coportal.sync.invoice.Workspaces;
import java.util.Map;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Who may sign in, for engineers. */
@Controller
@RequestMapping("/console/accounts")
class AccountPages {
  private static final String NO_ROLE = "NONE";

  private final Accounts accounts;
  private final Workspaces workspaces;

  AccountPages(Accounts accounts, Workspaces workspaces) {
    this.accounts = accounts;
    this.workspaces = workspaces;
  }

  @GetMapping
  ModelAndView list(@AuthenticationPrincipal Account me) {
    return new ModelAndView(
        "console/accounts", Map.of("me", me, "accounts", accounts.list(), "roles", Role.values()));
  }

  /**
   * @param role of {@link Role}, or ENGINEER, which needs no workspace
   */
  @PostMapping
  ModelAndView create(
      @AuthenticationPrincipal Account me,
      @RequestParam String name,
      @RequestParam String role,
      @RequestParam(defaultValue = "") String workspace) {
    boolean engineer = "ENGINEER".equals(role);
    return made(
        me,
        engineer
            ? accounts.create(name, true, null, null)
            : accounts.create(
                name, false, workspaces.get(workspace.strip()).id(), Role.valueOf(role)));
  }

  @PostMapping("/{account}/password")
  ModelAndView reset(@AuthenticationPrincipal Account me, @PathVariable String account) {
    return made(me, accounts.resetPassword(account));
  }

  @PostMapping("/{account}/roles")
  String role(
      @PathVariable String account, @RequestParam String workspace, @RequestParam String role) {
    accounts.setRole(
        account,
        workspaces.get(workspace.strip()).id(),
        NO_ROLE.equals(role) ? null : Role.valueOf(role));
    return "redirect:/console/accounts";
  }

  @PostMapping("/{account}/close")
  String close(@AuthenticationPrincipal Account me, @PathVariable String account) {
    accounts.close(me, account);
    return "redirect:/console/accounts";
  }

  /** Shown in the answer itself: the password is kept nowhere. */
  private static ModelAndView made(Account me, Accounts.Made made) {
    return new ModelAndView("console/account-made", Map.of("me", me, "made", made));
  }
}
