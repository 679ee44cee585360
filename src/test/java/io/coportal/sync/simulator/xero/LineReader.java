package io.coportal.sync.simulator.xero;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Turns sent lines into lines of the books and collects what is wrong with them. */
final class LineReader {
  private static final BigDecimal TAX_LEEWAY = new BigDecimal("0.10");
  private static final BigDecimal LARGEST = new BigDecimal("9999999999.99");
  private static final int LONGEST_DESCRIPTION = 4000;

  private final Organisation books;
  private final Invoice invoice;
  private final int unitDecimals;
  private final Set<String> errors;

  LineReader(Organisation books, Invoice invoice, int unitDecimals, Set<String> errors) {
    this.books = books;
    this.invoice = invoice;
    this.unitDecimals = unitDecimals;
    this.errors = errors;
  }

  /** The lines as sent: a known LineItemID changes that line, one that is not sent is gone. */
  List<Line> read(List<Element> sent, List<Line> existing) {
    var lines = new ArrayList<Line>();
    for (var element : sent) {
      var id = element.id("LineItemID");
      var line =
          existing.stream()
              .filter(known -> known.id.equals(id))
              .findFirst()
              .map(Line::copy)
              .orElseGet(Line::new);
      take(element, line);
      lines.add(line);
    }
    return lines;
  }

  /** Checks again what depends on the document: its status and how its amounts are meant. */
  void recheck(List<Line> lines) {
    lines.forEach(line -> settleTax(line, null));
  }

  private void take(Element sent, Line line) {
    texts(sent, line);
    item(line, sent);
    if (line.description == null) {
      errors.add("Description must be specified for each line item without an item code");
    }
    amounts(sent, line);
    account(sent, line);
    if (sent.has("TaxType")) {
      line.taxType = sent.nonBlank("TaxType");
    }
    tracking(sent, line);
    settleTax(line, sent.number("TaxAmount"));
  }

  private void texts(Element sent, Line line) {
    if (sent.has("Description")) {
      line.description = sent.nonBlank("Description");
    }
    if (line.description != null && line.description.length() > LONGEST_DESCRIPTION) {
      errors.add("Description must not exceed 4000 characters");
    }
    if (sent.has("ItemCode")) {
      line.itemCode = sent.nonBlank("ItemCode");
    }
  }

  private void item(Line line, Element sent) {
    if (line.itemCode == null) {
      return;
    }
    var item = books.item(line.itemCode);
    if (item.isEmpty()) {
      errors.add("Item code '" + line.itemCode + "' is not valid");
      return;
    }
    var known = item.get();
    line.description = line.description == null ? known.description() : line.description;
    line.accountCode = line.accountCode == null ? known.accountCode() : line.accountCode;
    line.taxType = line.taxType == null ? known.taxType() : line.taxType;
    if (line.unitAmount == null && !sent.has("LineAmount")) {
      line.unitAmount = known.unitPrice();
    }
  }

  private void amounts(Element sent, Line line) {
    discount(sent, line);
    var quantity = sent.number("Quantity");
    var unit = sent.number("UnitAmount");
    var total = sent.number("LineAmount");
    if (quantity != null) {
      line.quantity = Money.rounded(quantity, 4);
    }
    if (unit != null) {
      line.unitAmount = Money.rounded(unit, unitDecimals);
    } else if (total != null && (line.unitAmount == null || sent.has("LineItemID"))) {
      derive(line, total);
      return;
    }
    if (line.unitAmount == null) {
      line.lineAmount = Money.ZERO;
      return;
    }
    line.quantity = line.quantity == null ? BigDecimal.ONE : line.quantity;
    line.lineAmount = Totals.lineAmount(line);
    if (total != null && !Money.same(Money.cents(total), line.lineAmount)) {
      errors.add(
          "The line total %s does not match the expected line total %s"
              .formatted(Money.cents(total), line.lineAmount));
    }
    limits(line);
  }

  private void derive(Line line, BigDecimal total) {
    line.quantity = line.quantity == null ? BigDecimal.ONE : line.quantity;
    line.lineAmount = Money.cents(total);
    line.unitAmount =
        line.quantity.signum() == 0
            ? Money.ZERO
            : total.divide(line.quantity, unitDecimals, RoundingMode.HALF_UP);
    limits(line);
  }

  private void limits(Line line) {
    if (line.lineAmount.abs().compareTo(LARGEST) > 0) {
      errors.add("The line total must not be greater than 9999999999.99");
    }
    var rate = line.discountRate;
    var tooLarge =
        line.discountAmount != null && line.discountAmount.abs().compareTo(line.gross().abs()) > 0;
    if (tooLarge || (rate != null && (rate.signum() < 0 || rate.compareTo(Money.HUNDRED) > 0))) {
      errors.add(
          "The discount rate '%s' is invalid. Discount must not be greater than the line total."
              .formatted(rate == null ? line.discountAmount : rate));
    }
  }

  private void discount(Element sent, Line line) {
    if (sent.has("DiscountRate")) {
      line.discountRate = nullIfZero(sent.number("DiscountRate"));
      line.discountAmount = null;
    } else if (sent.has("DiscountAmount")) {
      line.discountAmount = nullIfZero(sent.number("DiscountAmount"));
      line.discountRate = null;
    }
  }

  private void account(Element sent, Line line) {
    var id = sent.id("AccountID");
    if (sent.has("AccountCode")) {
      line.accountCode = sent.nonBlank("AccountCode");
    } else if (id != null) {
      var account = books.account(found -> found.id().equals(id));
      account.ifPresentOrElse(
          found -> line.accountCode = found.code(), () -> errors.add("Account must be valid."));
    }
  }

  private void tracking(Element sent, Line line) {
    var given = sent.list("Tracking");
    if (given == null) {
      return;
    }
    var tracking = new ArrayList<Line.Tracking>();
    for (var entry : given) {
      var name = entry.nonBlank("Name");
      var option = entry.nonBlank("Option");
      if (!"Region".equalsIgnoreCase(name) || !books.regions.contains(option)) {
        errors.add(
            "The tracking category '%s' with option '%s' does not exist".formatted(name, option));
      }
      tracking.add(new Line.Tracking(name, option));
    }
    line.tracking = List.copyOf(tracking);
  }

  private void settleTax(Line line, BigDecimal givenTax) {
    var account = line.accountCode == null ? null : account(line);
    if (account == null && line.accountCode == null && invoice.approved() && hasMoney(line)) {
      errors.add("Account code must be specified");
    }
    if (invoice.lineAmountTypes.equals("NoTax")) {
      line.taxType = "NONE";
      line.taxAmount = Money.ZERO;
      return;
    }
    if (line.taxType == null && account != null) {
      line.taxType = account.taxType();
    }
    if (line.taxType == null) {
      line.taxAmount = Money.ZERO;
      return;
    }
    var rate = books.taxRate(line.taxType).orElse(null);
    complain(line, rate, account);
    if (rate != null) {
      line.taxType = rate.taxType();
      taxAmount(line, rate, givenTax);
    }
  }

  private void taxAmount(Line line, TaxRate rate, BigDecimal given) {
    var computed = Totals.tax(line.lineAmount, invoice.lineAmountTypes, rate.rate());
    line.taxAmount = given == null ? computed : Money.cents(given);
    if (line.taxAmount.subtract(computed).abs().compareTo(TAX_LEEWAY) > 0) {
      errors.add(
          "Tax amount %s is incorrect for %s tax type, should be %s"
              .formatted(line.taxAmount, rate.taxType(), computed));
    }
  }

  private void complain(Line line, TaxRate rate, Account account) {
    if (rate == null) {
      errors.add(
          "The TaxType code %s does not exist or cannot be used for this type of transaction."
              .formatted(line.taxType));
    } else if (!rate.active()) {
      errors.add("Tax rate must be Active");
    }
    if (account != null && (rate == null || !rate.classes().contains(account.accountClass()))) {
      errors.add(
          "The TaxType code '%s' cannot be used with account code '%s'."
              .formatted(line.taxType, account.code()));
    }
  }

  private Account account(Line line) {
    var account = books.accountByCode(line.accountCode).orElse(null);
    if (account == null || !account.takesInvoiceLines()) {
      errors.add(
          "Account code '%s' is not a valid code for this document.".formatted(line.accountCode));
      return null;
    }
    if (!account.active()) {
      errors.add(
          "Account code '%s' has been archived, or has been deleted. Each line item must reference a valid account."
              .formatted(line.accountCode));
      return null;
    }
    line.accountCode = account.code();
    line.accountId = account.id();
    return account;
  }

  private static boolean hasMoney(Line line) {
    return line.unitAmount != null;
  }

  private static BigDecimal nullIfZero(BigDecimal value) {
    return value == null || value.signum() == 0 ? null : value;
  }
}
