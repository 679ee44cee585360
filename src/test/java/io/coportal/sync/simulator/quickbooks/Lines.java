package io.coportal.sync.simulator.quickbooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the sent lines of an invoice into those the ledger keeps. */
final class Lines {
  private static final String SALE = "SalesItemLineDetail";
  private static final int MOST = 750;

  /** Where the tax is called so. */
  private static final Set<String> GST = Set.of("AU", "NZ");

  private final Company books;
  private final References references;
  private final boolean taxed;
  private final Set<String> ids = new HashSet<>();
  private final List<Taxes.Net> nets = new ArrayList<>();
  private BigDecimal subTotal = BigDecimal.ZERO;
  private BigDecimal discount = BigDecimal.ZERO;
  private long lastId;

  /**
   * @param taxed whether lines outside the United States need a tax code
   */
  Lines(Company books, boolean taxed) {
    this.books = books;
    this.references = new References(books);
    this.taxed = taxed;
  }

  /** What is taxed, discounts as negative amounts. */
  List<Taxes.Net> nets() {
    return nets;
  }

  /** The sum of the lines less discounts, before tax. */
  BigDecimal net() {
    return subTotal.subtract(discount);
  }

  static void checkRequired(JsonNode sent) {
    if (!sent.isArray() || sent.isEmpty()) {
      throw Refusal.required("Line");
    }
    for (var line : sent) {
      var type = line.path("DetailType").asText("");
      if (type.isEmpty()) {
        throw Refusal.required("DetailType");
      }
      if (Set.of(SALE, "DiscountLineDetail").contains(type)) {
        if (!line.hasNonNull(type)) {
          throw Refusal.required(type);
        }
        var percent = line.path(type).path("PercentBased").asBoolean();
        if (!line.hasNonNull("Amount") && !percent) {
          throw Refusal.required("Amount");
        }
      }
    }
  }

  ArrayNode read(JsonNode sent) {
    if (sent.size() > MOST) {
      throw Refusal.business("An invoice can have at most " + MOST + " lines.");
    }
    sent.forEach(line -> lastId = Math.max(lastId, line.path("Id").asLong()));
    var kept = JsonNodeFactory.instance.arrayNode();
    var discounts = JsonNodeFactory.instance.arrayNode();
    for (var line : sent) {
      switch (line.path("DetailType").asText()) {
        case SALE -> kept.add(numbered(sale(line), kept.size()));
        case "DescriptionOnly" -> kept.add(numbered(line.deepCopy(), kept.size()));
        case "DiscountLineDetail" -> discounts.add(line.deepCopy());
        case "GroupLineDetail" ->
            throw Refusal.of("5030", "Feature Not Supported", "Feature Not Supported : bundles");
        default -> {
          // The subtotal line is the ledger's own: it is made anew below.
        }
      }
    }
    if (nets.isEmpty()) {
      throw Refusal.business("You must set a transaction amount.");
    }
    kept.addObject()
        .put("Amount", Amounts.shown(subTotal))
        .put("DetailType", "SubTotalLineDetail")
        .putObject("SubTotalLineDetail");
    discounts.forEach(line -> kept.add(discount((ObjectNode) line)));
    return kept;
  }

  private ObjectNode numbered(ObjectNode line, int index) {
    var id = line.path("Id").asText("");
    if (id.isEmpty() || !ids.add(id)) {
      line.put("Id", Long.toString(++lastId));
      ids.add(line.get("Id").asText());
    }
    return line.put("LineNum", index + 1);
  }

  private ObjectNode sale(JsonNode sent) {
    ObjectNode line = sent.deepCopy();
    var detail = (ObjectNode) line.get(SALE);
    var itemId = References.value(detail, "ItemRef");
    if (itemId.isEmpty()) {
      line.remove(List.of("Amount", SALE));
      return line.put("DetailType", "DescriptionOnly");
    }
    if (!Set.of("SHIPPING_ITEM_ID", "GRATUITY_ITEM_ID").contains(itemId)) {
      var item = references.item(itemId);
      detail.putObject("ItemRef").put("value", itemId).put("name", item.path("Name").asText());
    }
    References.none(detail, "ClassRef", "Klasses");
    var amount = amount(line, detail);
    line.put("Amount", Amounts.shown(amount));
    subTotal = subTotal.add(amount);
    nets.add(new Taxes.Net(taxCode(detail, itemId), amount));
    return line;
  }

  private static BigDecimal amount(ObjectNode line, ObjectNode detail) {
    var amount = Amounts.of(line, "Amount");
    var quantity = detail.hasNonNull("Qty");
    var price = detail.hasNonNull("UnitPrice");
    if (price) {
      var unit = Amounts.stripped(Amounts.rounded(Amounts.of(detail, "UnitPrice"), 7));
      detail.put("UnitPrice", unit);
      var count = quantity ? Amounts.of(detail, "Qty") : BigDecimal.ONE;
      if (!Amounts.same(amount, Amounts.cents(unit.multiply(count)))) {
        throw Refusal.amount(amount);
      }
    }
    return Amounts.cents(amount);
  }

  private String taxCode(ObjectNode detail, String itemId) {
    var code = References.value(detail, "TaxCodeRef");
    if (books.profile.unitedStates()) {
      if (code.isEmpty()) {
        var taxable =
            books.settings.automatedSalesTax
                && books
                    .find("Item", itemId)
                    .filter(i -> i.path("Taxable").asBoolean())
                    .isPresent();
        code = taxable ? "TAX" : "NON";
        detail.putObject("TaxCodeRef").put("value", code);
      }
      if (!Set.of("TAX", "NON").contains(code)) {
        throw Refusal.of(
            "6100", "Invalid Tax Code", "Invalid Tax Code : only TAX and NON are allowed on lines");
      }
      return code;
    }
    if (!taxed) {
      detail.remove("TaxCodeRef");
      return "";
    }
    if (code.isEmpty()) {
      throw Refusal.business(
          "Make sure all your transactions have a %s rate before you save."
              .formatted(GST.contains(books.profile.country()) ? "GST" : "VAT"));
    }
    references.taxCode(code);
    return code;
  }

  private ObjectNode discount(ObjectNode line) {
    var detail = (ObjectNode) line.get("DiscountLineDetail");
    if (!books.settings.allowDiscount || discount.signum() != 0) {
      throw Refusal.of("6090", "Invalid Discount Line", "Discount line info is not allowed");
    }
    var amount =
        detail.path("PercentBased").asBoolean()
            ? Amounts.percent(subTotal, Amounts.of(detail, "DiscountPercent"))
            : Amounts.cents(Amounts.of(line, "Amount"));
    if (amount.signum() < 0) {
      throw Refusal.of("2290", "Negative amount", "Negative amount is not allowed on a discount");
    }
    if (!books.profile.unitedStates()) {
      nets.add(new Taxes.Net(taxCode(detail, ""), amount.negate()));
    }
    discount = amount;
    line.remove(List.of("Id", "LineNum"));
    return line.put("Amount", Amounts.shown(amount));
  }
}
