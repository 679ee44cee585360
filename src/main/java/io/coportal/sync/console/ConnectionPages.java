package io.coportal.sync.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.account.Account;
import io.coportal.sync.connection.Connections;
import io.coportal.sync.problem.Problem;
import io.coportal.sync.reconcile.Resumption;
import java.net.URI;
import java.util.Map;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Integrations: connect, choose, disconnect. */
@Controller
@RequestMapping("/console/workspaces/{workspace}/connections")
class ConnectionPages {
  private static final String TAX = "tax.";

  private final Visits visits;
  private final LedgerCards cards;
  private final Connections connections;
  private final Resumption resumption;
  private final ObjectMapper json;

  ConnectionPages(
      Visits visits,
      LedgerCards cards,
      Connections connections,
      Resumption resumption,
      ObjectMapper json) {
    this.visits = visits;
    this.cards = cards;
    this.connections = connections;
    this.resumption = resumption;
    this.json = json;
  }

  @GetMapping
  ModelAndView list(
      @AuthenticationPrincipal Account me,
      @PathVariable String workspace,
      @RequestParam(defaultValue = "") String error,
      @RequestParam(defaultValue = "") String done) {
    return visits
        .page(me, workspace, "connections")
        .addObject("cards", cards.of(workspace))
        .addObject("declined", "access_denied".equals(error))
        .addObject("done", done);
  }

  /** What is missing costs a look at the ledger, so it comes after the page. */
  @GetMapping("/{ledger}/readiness")
  ModelAndView readiness(@PathVariable String workspace, @PathVariable String ledger) {
    return new ModelAndView(
        "console/readiness", Map.of("readiness", cards.readiness(workspace, ledger)));
  }

  /** Off to the ledger's own page, by a link that works once. */
  @PostMapping("/{ledger}/connect")
  String connect(@PathVariable String workspace, @PathVariable String ledger) {
    String back = "/console/workspaces/" + workspace + "/connections?done=connected";
    String link = connections.createLink(workspace, ledger, back, null).url();
    return "redirect:" + URI.create(link).getRawPath();
  }

  @GetMapping("/{ledger}/disconnect")
  ModelAndView askDisconnect(
      @AuthenticationPrincipal Account me,
      @PathVariable String workspace,
      @PathVariable String ledger) {
    return visits
        .page(me, workspace, "disconnect")
        .addObject("place", "connections")
        .addObject("connection", connections.get(workspace, ledger));
  }

  @PostMapping("/{ledger}/disconnect")
  String disconnect(@PathVariable String workspace, @PathVariable String ledger) {
    connections.disconnect(workspace, ledger);
    return back(workspace, "disconnected");
  }

  @GetMapping("/{ledger}/settings")
  ModelAndView settings(
      @AuthenticationPrincipal Account me,
      @PathVariable String workspace,
      @PathVariable String ledger) {
    return visits
        .page(me, workspace, "settings")
        .addObject("place", "connections")
        .addObject("connection", connections.get(workspace, ledger))
        .addObject("offer", cards.offer(workspace, ledger));
  }

  /**
   * @throws Problem 400 {@code settings-refused}
   */
  @PostMapping("/{ledger}/settings")
  String save(
      @PathVariable String workspace,
      @PathVariable String ledger,
      @RequestParam Map<String, String> form) {
    ObjectNode patch = json.createObjectNode();
    for (String flag : new String[] {"autoSync", "syncAsDraft", "voidCancelled"}) {
      patch.put(flag, form.containsKey(flag));
    }
    for (String choice : new String[] {"account", "roundingAccount", "totalsCure", "salesTax"}) {
      if (form.containsKey(choice)) {
        patch.put(choice, chosen(form.get(choice)));
      }
    }
    ObjectNode taxes = patch.putObject("taxChoices");
    form.forEach(
        (name, value) -> {
          if (name.startsWith(TAX)) {
            taxes.put(name.substring(TAX.length()), chosen(value));
          }
        });
    connections.change(workspace, ledger, patch);
    resumption.choicesChanged(workspace, ledger);
    return back(workspace, "saved");
  }

  /** Nothing chosen is null. */
  private static String chosen(String value) {
    return value.isEmpty() ? null : value;
  }

  private static String back(String workspace, String done) {
    return "redirect:/console/workspaces/" + workspace + "/connections?done=" + done;
  }
}
