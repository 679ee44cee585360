package io.coportal.sync.portal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;

/** An invoice as CoPortal's own API shows it, over a round net amount. */
public final class PortalInvoice {
  private final ObjectNode json = JsonNodeFactory.instance.objectNode();

  private PortalInvoice(String workspace, String id, int net) {
    json.put("workspace_id", workspace)
        .put("id", id)
        .put("revision", 1)
        .put("invoice_no", id.toUpperCase(java.util.Locale.ROOT))
        .put("state", "SENT")
        .put("issued_on", "2026-11-02")
        .put("due_on", "2026-12-02")
        .put("currency_code", "GBP")
        .put("vat_percent", 20)
        .put("vat_category", "STANDARD");
    json.putObject("customer")
        .put("id", "cl-" + id)
        .put("display_name", "Client " + id)
        .putNull("email_address");
    net(net);
  }

  public static PortalInvoice of(String workspace, String id) {
    return new PortalInvoice(workspace, id, 100);
  }

  public static List<PortalInvoice> several(String workspace, String story, int howMany) {
    return IntStream.range(0, howMany).mapToObj(n -> of(workspace, story + "-" + n)).toList();
  }

  public String id() {
    return json.path("id").asText();
  }

  public String number() {
    return json.path("invoice_no").asText();
  }

  public int revision() {
    return json.path("revision").asInt();
  }

  public BigDecimal total() {
    return json.path("gross_amount").decimalValue();
  }

  /** The next revision, over another net amount. */
  public PortalInvoice changedTo(int net) {
    json.put("revision", revision() + 1);
    return net(net);
  }

  /** The next revision, whose total is a cent off. */
  public PortalInvoice changedWrongly() {
    json.put("revision", revision() + 1);
    json.put("gross_amount", total().add(new BigDecimal("0.01")));
    return this;
  }

  public PortalInvoice with(String member, String value) {
    json.put(member, value);
    return this;
  }

  public ObjectNode json() {
    return json.deepCopy();
  }

  private PortalInvoice net(int net) {
    json.putArray("items")
        .addObject()
        .put("details", "Design")
        .put("qty", "1")
        .put("price", new BigDecimal(net + ".00"));
    json.put("net_amount", new BigDecimal(net + ".00"))
        .put("vat_amount", new BigDecimal(net).movePointLeft(2).multiply(BigDecimal.valueOf(20)))
        .put(
            "gross_amount", new BigDecimal(net).movePointLeft(2).multiply(BigDecimal.valueOf(120)));
    return this;
  }
}
