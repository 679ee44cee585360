package io.coportal.sync.simulator.quickbooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * The tax of an invoice: for each rate half-up to cents, on the sum of the nets or, if the company
 * rounds so, line by line.
 */
final class Taxes {
  /** What automated sales tax finds for every address, in percent. */
  private static final BigDecimal AUTOMATED = new BigDecimal("8.25");

  private final Company books;
  private final LocalDate date;

  /** Nets of the lines by tax code. */
  record Net(String taxCode, BigDecimal amount) {}

  Taxes(Company books, LocalDate date) {
    this.books = books;
    this.date = date;
  }

  /** The figures the ledger finds itself. */
  ObjectNode computed(List<Net> nets) {
    var byRate = new LinkedHashMap<String, List<BigDecimal>>();
    for (var net : nets) {
      for (var rate : rates(net.taxCode())) {
        byRate.computeIfAbsent(rate, each -> new ArrayList<>()).add(net.amount());
      }
    }
    return detail(byRate);
  }

  /** The figures of a United States company: of one code for all taxable lines, or sent. */
  ObjectNode american(List<Net> nets, JsonNode sent) {
    var taxable =
        nets.stream().filter(net -> net.taxCode().equals("TAX")).map(Net::amount).toList();
    var code = References.value(sent, "TxnTaxCodeRef");
    var detail = JsonNodeFactory.instance.objectNode();
    if (books.settings.automatedSalesTax) {
      detail.put("TotalTax", Amounts.shown(Amounts.percent(Amounts.sum(taxable), AUTOMATED)));
    } else if (code.isEmpty()) {
      detail.put("TotalTax", Amounts.shown(BigDecimal.ZERO));
    } else {
      new References(books).taxCode(code);
      detail = computed(taxable.stream().map(amount -> new Net(code, amount)).toList());
      detail.putObject("TxnTaxCodeRef").put("value", code);
    }
    if (sent.hasNonNull("TotalTax")) {
      var total = Amounts.of(sent, "TotalTax");
      if (!taxable.isEmpty() || total.signum() == 0) {
        detail.put("TotalTax", Amounts.shown(total));
      }
      if (books.settings.automatedSalesTax) {
        detail.put("TaxReviewStatus", "AST_TAX_OVERRIDE");
      }
    }
    return detail;
  }

  /** Whether sent figures name a total and every rate of these lines. */
  boolean complete(JsonNode sent, List<Net> nets) {
    var needed = new LinkedHashSet<String>();
    nets.forEach(net -> needed.addAll(rates(net.taxCode())));
    var given = new LinkedHashSet<String>();
    sent.path("TaxLine").forEach(line -> given.add(rateOf(line)));
    return sent.hasNonNull("TotalTax") && !given.isEmpty() && given.containsAll(needed);
  }

  /** Sent figures as they are kept. */
  ObjectNode sent(JsonNode sent) {
    var detail = (ObjectNode) sent.deepCopy();
    var lines =
        StreamSupport.stream(sent.path("TaxLine").spliterator(), false)
            .map(line -> Amounts.of(line, "Amount"))
            .toList();
    if (!Amounts.same(Amounts.sum(lines), Amounts.of(sent, "TotalTax"))) {
      throw Refusal.business("The tax total is not the sum of its tax lines.");
    }
    return detail;
  }

  private Set<String> rates(String taxCode) {
    var rates = new LinkedHashSet<String>();
    books
        .find("TaxCode", taxCode)
        .ifPresent(
            code ->
                code.at("/SalesTaxRateList/TaxRateDetail")
                    .forEach(entry -> rates.add(References.value(entry, "TaxRateRef"))));
    return rates;
  }

  private ObjectNode detail(Map<String, List<BigDecimal>> byRate) {
    var detail = JsonNodeFactory.instance.objectNode();
    var lines = JsonNodeFactory.instance.arrayNode();
    var total = BigDecimal.ZERO;
    for (var entry : byRate.entrySet()) {
      var percent = percent(books.read("TaxRate", entry.getKey()));
      var tax = tax(entry.getValue(), percent);
      total = total.add(tax);
      var line = lines.addObject();
      line.put("Amount", Amounts.shown(tax)).put("DetailType", "TaxLineDetail");
      var inner = line.putObject("TaxLineDetail");
      inner.putObject("TaxRateRef").put("value", entry.getKey());
      inner
          .put("PercentBased", true)
          .put("TaxPercent", Amounts.stripped(percent))
          .put("NetAmountTaxable", Amounts.shown(Amounts.sum(entry.getValue())));
    }
    detail.put("TotalTax", Amounts.shown(total));
    if (!lines.isEmpty()) {
      detail.set("TaxLine", lines);
    }
    return detail;
  }

  private BigDecimal tax(List<BigDecimal> nets, BigDecimal percent) {
    return books.settings.roundTaxByLine
        ? Amounts.sum(nets.stream().map(net -> Amounts.percent(net, percent)).toList())
        : Amounts.percent(Amounts.sum(nets), percent);
  }

  private BigDecimal percent(ObjectNode rate) {
    for (var period : rate.path("EffectiveTaxRate")) {
      var from = LocalDate.parse(period.path("EffectiveDate").asText().substring(0, 10));
      var until = period.path("EndDate").asText("9999-12-31").substring(0, 10);
      if (!date.isBefore(from) && !date.isAfter(LocalDate.parse(until))) {
        return Amounts.of(period, "RateValue");
      }
    }
    return Amounts.of(rate, "RateValue");
  }

  private static String rateOf(JsonNode line) {
    return References.value(line.path("TaxLineDetail"), "TaxRateRef");
  }
}
