package io.coportal.sync.simulator.coportal;

import static io.coportal.sync.simulator.Html.escaped;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.simulator.Html;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What {@link PortalPages} shows. */
final class PortalHtml {
  private static final String STYLE =
      """
      article{display:grid;grid-template-columns:minmax(11rem,2fr) minmax(8rem,1fr) 4fr auto;\
      gap:.3rem 1.2rem;padding:.7rem 0;border-bottom:1px solid #8884;align-items:start;\
      overflow-wrap:anywhere}\
      article p,section p{margin:0 0 .3rem}.tag{font-size:.8rem;font-weight:600;padding:.1rem .45rem;\
      border-radius:.6rem;background:#8883;white-space:nowrap}.SYNCED{background:#2a94}\
      .FAILED,.UNCERTAIN{background:#d334}.DIFFERENT,.BLOCKED{background:#d924}\
      small{opacity:.75}form{margin:0}input,textarea,select{display:block;font:inherit;width:100%;box-sizing:border-box;\
      max-width:36rem}#live section{border-left:3px solid #8886;padding-left:.8rem;margin:1rem 0}\
      article button{padding:.3rem .8rem;margin:0;white-space:nowrap}\
      @media(max-width:46rem){article{grid-template-columns:1fr auto}article .told{grid-column:1/-1;\
      grid-row:2}article form{grid-column:1/-1}}\
      """;

  /** Looks again every two seconds, and replaces what may have changed; the form stays. */
  private static final String LIVE =
      """
      <script>setInterval(async () => {
        const page = await fetch(location.pathname).then(r => r.ok ? r.text() : '').catch(() => '');
        const fresh = new DOMParser().parseFromString(page, 'text/html').getElementById('live');
        const shown = document.getElementById('live');
        if (fresh && fresh.innerHTML !== shown.innerHTML) shown.replaceWith(fresh);
      }, 2000)</script>
      """;

  private PortalHtml() {}

  static String list(
      String workspace,
      List<ObjectNode> invoices,
      Function<ObjectNode, Map<String, JsonNode>> writtenBack) {
    String rows =
        invoices.stream()
            .map(invoice -> row(invoice, writtenBack.apply(invoice)))
            .collect(Collectors.joining());
    return Html.page(
        "CoPortal simulator: " + workspace,
        STYLE,
        "<p><a href=\"/portal\">All workspaces</a></p><div id=\"live\">%s</div>%s"
            .formatted(rows, LIVE));
  }

  private static String row(ObjectNode invoice, Map<String, JsonNode> told) {
    return """
        <article id="%1$s"><div><a href="/portal/%2$s/%1$s">%3$s</a> <span class="tag">%4$s</span>
        <br>%5$s</div><div class="n">%6$s<br><small>revision %7$s</small></div>
        <div class="told">%8$s</div>
        <form method="post" action="/portal/%2$s/%1$s"><button name="raise" value="10.00">+ 10.00</button></form>
        </article>
        """
        .formatted(
            value(invoice, "id"),
            value(invoice, "workspace_id"),
            value(invoice, "invoice_no"),
            value(invoice, "state"),
            escaped(invoice.at("/customer/display_name").asText()),
            total(invoice),
            value(invoice, "revision"),
            told(told));
  }

  static String invoice(ObjectNode invoice, Map<String, JsonNode> told) {
    JsonNode line = invoice.path("items").path(0);
    String states =
        InvoiceEdit.STATES.stream()
            .map(
                state ->
                    "<option%s>%s</option>"
                        .formatted(
                            state.equals(invoice.path("state").asText()) ? " selected" : "", state))
            .collect(Collectors.joining());
    String sections =
        told.isEmpty()
            ? told(told)
            : told.entrySet().stream()
                .map(
                    each -> "<section>%s</section>".formatted(told(each.getKey(), each.getValue())))
                .collect(Collectors.joining());
    return Html.page(
        "Invoice " + invoice.path("invoice_no").asText(),
        STYLE,
        """
        <p><a href="/portal/%1$s">%1$s</a></p>
        <div id="live"><p>%2$s · <strong>%3$s</strong> · %4$s · revision %5$s</p>%6$s</div>
        <h2>Change it</h2>
        <form method="post"><label>State <select name="state">%7$s</select></label>
        <label>First line <textarea name="details" rows="2">%8$s</textarea></label>
        <label>Its price <input name="price" inputmode="decimal" value="%9$s"></label>
        <p><button>Save</button></p></form>%10$s
        """
            .formatted(
                value(invoice, "workspace_id"),
                escaped(invoice.at("/customer/display_name").asText()),
                total(invoice),
                value(invoice, "state"),
                value(invoice, "revision"),
                sections,
                states,
                value(line, "details"),
                InvoiceEdit.decimal(line.path("price")).toPlainString(),
                LIVE));
  }

  private static String told(Map<String, JsonNode> told) {
    return told.isEmpty()
        ? "<p><small>in no ledger so far</small></p>"
        : told.entrySet().stream()
            .map(each -> told(each.getKey(), each.getValue()))
            .collect(Collectors.joining());
  }

  private static String told(String ledger, JsonNode told) {
    String state = value(told, "ledger_state");
    String number = told.path("ledger_invoice_no").asText("");
    String id = told.path("ledger_invoice_id").asText("");
    StringBuilder text = new StringBuilder();
    text.append(
        "<p><strong>%s</strong> <span class=\"tag %2$s\">%2$s</span> "
            .formatted(escaped(ledger), state));
    if (!id.isEmpty()) {
      text.append(Html.link(told.path("ledger_link").asText(), number.isEmpty() ? id : number))
          .append(" <small>id %s</small>".formatted(escaped(id)));
    }
    text.append("<br><small>revision %s".formatted(value(told, "revision")));
    if (told.hasNonNull("synced_at")) {
      text.append(", synced %s".formatted(time(told.path("synced_at").asText())));
    }
    text.append("</small></p>");
    if (told.hasNonNull("problem")) {
      JsonNode problem = told.path("problem");
      text.append(
          "<p>%s <em>%s</em> <small>%s</small></p>"
              .formatted(value(problem, "text"), value(problem, "advice"), value(problem, "code")));
    }
    return text.toString();
  }

  /** Seconds are enough for people. */
  private static String time(String instant) {
    return escaped(instant.replaceFirst("\\.[0-9]+Z$", "Z").replace('T', ' ').replace("Z", " UTC"));
  }

  private static String total(JsonNode invoice) {
    return InvoiceEdit.decimal(invoice.path("gross_amount")).toPlainString()
        + " "
        + value(invoice, "currency_code");
  }

  private static String value(JsonNode node, String member) {
    return escaped(node.path(member).asText());
  }
}
