package io.coportal.sync.console;

import io.coportal.sync.account.Account;
import io.coportal.sync.connection.Connections;
import io.coportal.sync.connection.Ledgers;
import io.coportal.sync.invoice.Invoice;
import io.coportal.sync.invoice.Invoices;
import io.coportal.sync.problem.Problem;
import io.coportal.sync.reconcile.SyncRequests;
import io.coportal.sync.reconcile.SyncTrigger;
import io.coportal.sync.reconcile.SyncView;
import io.coportal.sync.reconcile.SyncViews;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/** Invoices with their states, and the buttons. */
@Controller
@RequestMapping("/console/workspaces/{workspace}/invoices")
class InvoicePages {
  private final Visits visits;
  private final InvoiceList list;
  private final Invoices invoices;
  private final SyncViews syncs;
  private final SyncRequests requests;
  private final Connections connections;
  private final Ledgers ledgers;
  private final RoutedPreviews previews;

  InvoicePages(
      Visits visits,
      InvoiceList list,
      Invoices invoices,
      SyncViews syncs,
      SyncRequests requests,
      Connections connections,
      Ledgers ledgers,
      RoutedPreviews previews) {
    this.visits = visits;
    this.list = list;
    this.invoices = invoices;
    this.syncs = syncs;
    this.requests = requests;
    this.connections = connections;
    this.ledgers = ledgers;
    this.previews = previews;
  }

  /**
   * A ledger of the workspace's.
   *
   * @param connected whether invoices can go there now
   */
  record Ledger(String provider, String displayName, boolean connected) {}

  /**
   * @param syncs by ledger
   */
  record Line(InvoiceList.Row invoice, Map<String, SyncView> syncs) {
    /** Whether something is going on that the page had better look at again. */
    public boolean moving() {
      return syncs.values().stream().anyMatch(sync -> !sync.state().settled());
    }
  }

  /** One ledger on an invoice's page; the history is null where it was never asked for. */
  record InLedger(Ledger ledger, SyncViews.History history) {
    public boolean moving() {
      return history != null && !history.sync().state().settled();
    }
  }

  @GetMapping
  ModelAndView list(
      @AuthenticationPrincipal Account me,
      @PathVariable String workspace,
      @RequestParam(required = false) String q,
      @RequestParam(required = false) String status,
      @RequestParam(required = false) String state,
      @RequestParam(required = false) String after,
      @RequestParam(defaultValue = "") String done) {
    InvoiceList.Filter filter = new InvoiceList.Filter(q, status, state);
    List<InvoiceList.Row> rows = list.page(workspace, filter, InvoiceList.Place.of(after));
    List<InvoiceList.Row> shown = rows.subList(0, Math.min(rows.size(), InvoiceList.PAGE));
    return visits
        .page(me, workspace, "invoices")
        .addObject("filter", filter)
        .addObject("lines", lines(workspace, shown))
        .addObject("ledgers", ledgers(workspace))
        .addObject("first", after == null)
        .addObject("done", done)
        .addObject("next", rows.size() > shown.size() ? next(filter, shown) : null);
  }

  /** One line of the list, as it is now. */
  @GetMapping("/{invoice}/line")
  ModelAndView line(
      @AuthenticationPrincipal Account me,
      @PathVariable String workspace,
      @PathVariable String invoice) {
    Invoice known = newest(workspace, invoice);
    InvoiceList.Row row =
        new InvoiceList.Row(
            known.id(),
            known.number(),
            known.status().json(),
            known.client().name(),
            known.issueDate(),
            known.currency(),
            known.total());
    ModelAndView page = visits.page(me, workspace, "invoices");
    page.setViewName("console/invoices :: line");
    return page.addObject("line", lines(workspace, List.of(row)).get(0))
        .addObject("ledgers", ledgers(workspace));
  }

  /** Of those that are chosen; what cannot be pushed is told by number. */
  @PostMapping("/syncs")
  ModelAndView syncSelected(
      @AuthenticationPrincipal Account me,
      @PathVariable String workspace,
      @RequestParam String ledger,
      @RequestParam(required = false) List<String> invoice) {
    ledgers.get(ledger);
    List<String> chosen = invoice == null ? List.of() : invoice;
    List<String> refused = new ArrayList<>();
    for (String each : chosen) {
      try {
        requests.request(workspace, each, ledger, SyncTrigger.BUTTON);
      } catch (Problem why) {
        refused.add(newest(workspace, each).number() + ": " + why.getMessage() + " " + why.cure());
      }
    }
    if (refused.isEmpty()) {
      return new ModelAndView("redirect:/console/workspaces/" + workspace + "/invoices?done=asked");
    }
    return visits
        .page(me, workspace, "refused")
        .addObject("place", "invoices")
        .addObject("refused", refused)
        .addObject("asked", chosen.size() - refused.size());
  }

  @GetMapping("/{invoice}")
  ModelAndView one(
      @AuthenticationPrincipal Account me,
      @PathVariable String workspace,
      @PathVariable String invoice) {
    return visits
        .page(me, workspace, "invoice")
        .addObject("place", "invoices")
        .addObject("invoice", newest(workspace, invoice))
        .addObject("inLedgers", inLedgers(workspace, invoice));
  }

  /** The part of the page that changes. */
  @GetMapping("/{invoice}/ledgers/{ledger}")
  ModelAndView inLedger(
      @AuthenticationPrincipal Account me,
      @PathVariable String workspace,
      @PathVariable String invoice,
      @PathVariable String ledger) {
    ModelAndView page = one(me, workspace, invoice);
    page.setViewName("console/invoice :: ledger");
    return page.addObject(
        "in",
        inLedgers(workspace, invoice).stream()
            .filter(each -> each.ledger().provider().equals(ledger))
            .findFirst()
            .orElseThrow(() -> Problem.notFound("This ledger", "Go back to the invoice.")));
  }

  @PostMapping("/{invoice}/syncs/{ledger}")
  String sync(
      @PathVariable String workspace,
      @PathVariable String invoice,
      @PathVariable String ledger,
      @RequestParam(defaultValue = "false") boolean overwrite) {
    ledgers.get(ledger);
    requests.request(
        workspace, invoice, ledger, overwrite ? SyncTrigger.REPUSH : SyncTrigger.BUTTON);
    return "redirect:"
        + UriComponentsBuilder.fromPath("/console/workspaces/{w}/invoices/{i}")
            .buildAndExpand(workspace, invoice)
            .toUriString();
  }

  /** What a push would do; nothing is written. */
  @GetMapping("/{invoice}/previews/{ledger}")
  ModelAndView preview(
      @AuthenticationPrincipal Account me,
      @PathVariable String workspace,
      @PathVariable String invoice,
      @PathVariable String ledger) {
    Invoice known = newest(workspace, invoice);
    return visits
        .page(me, workspace, "preview")
        .addObject("place", "invoices")
        .addObject("invoice", known)
        .addObject("ledger", ledgers.get(ledger).displayName())
        .addObject("provider", ledger)
        .addObject("preview", previews.of(workspace, ledger, known));
  }

  /** Among those that the preview shows. */
  @PostMapping("/{invoice}/contacts/{ledger}")
  String chooseContact(
      @PathVariable String workspace,
      @PathVariable String invoice,
      @PathVariable String ledger,
      @RequestParam String contact) {
    ledgers.get(ledger);
    previews.choose(workspace, ledger, newest(workspace, invoice), contact);
    return "redirect:"
        + UriComponentsBuilder.fromPath("/console/workspaces/{w}/invoices/{i}/previews/{l}")
            .buildAndExpand(workspace, invoice, ledger)
            .toUriString();
  }

  private List<Line> lines(String workspace, List<InvoiceList.Row> rows) {
    Map<String, Map<String, SyncView>> known =
        syncs.ofInvoices(workspace, rows.stream().map(InvoiceList.Row::id).toList());
    return rows.stream().map(row -> new Line(row, known.getOrDefault(row.id(), Map.of()))).toList();
  }

  private List<InLedger> inLedgers(String workspace, String invoice) {
    Map<String, SyncView> known = syncs.ofInvoice(workspace, invoice);
    return ledgers.names().stream()
        .map(name -> ledger(workspace, name))
        .map(
            ledger ->
                new InLedger(
                    ledger,
                    known.containsKey(ledger.provider())
                        ? syncs.history(workspace, invoice, ledger.provider())
                        : null))
        .toList();
  }

  private List<Ledger> ledgers(String workspace) {
    return ledgers.names().stream().map(name -> ledger(workspace, name)).toList();
  }

  private Ledger ledger(String workspace, String provider) {
    return new Ledger(
        provider,
        ledgers.get(provider).displayName(),
        connections.connected(workspace, provider).isPresent());
  }

  private Invoice newest(String workspace, String invoice) {
    return invoices
        .find(workspace, invoice)
        .orElseThrow(() -> Problem.notFound("This invoice", "Go back to the list of invoices."));
  }

  private static String next(InvoiceList.Filter filter, List<InvoiceList.Row> shown) {
    return UriComponentsBuilder.newInstance()
        .queryParam("q", filter.search())
        .queryParam("status", filter.status())
        .queryParam("state", filter.state())
        .queryParam("after", InvoiceList.Place.text(shown.get(shown.size() - 1)))
        .encode()
        .build()
        .toUriString();
  }
}
