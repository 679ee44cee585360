package io.coportal.sync.simulator.xero;

import java.math.BigDecimal;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One sent invoice on its way into the books: everything wrong with it is collected; only if
 * nothing is, the books change.
 */
final class InvoiceChange {
  static final String MODIFICATION = "Invoice not of valid status for modification";
  private static final Map<String, Set<String>> MOVES =
      Map.of(
          "DRAFT", Set.of("DRAFT", "SUBMITTED", "AUTHORISED", "DELETED"),
          "SUBMITTED", Set.of("SUBMITTED", "DRAFT", "AUTHORISED", "DELETED"),
          "AUTHORISED", Set.of("AUTHORISED", "VOIDED"),
          "PAID", Set.of("PAID"));
  private static final List<String> AMOUNT_TYPES = List.of("Exclusive", "Inclusive", "NoTax");
  private static final int LONGEST_TEXT = 255;
  private static final BigDecimal ODD_RATE = new BigDecimal("1.5");

  private final Organisation books;
  private final Element sent;
  private final Invoice old;
  private final Invoice next;
  private final int unitDecimals;
  private final Set<String> errors = new LinkedHashSet<>();
  private final Set<String> warnings = new LinkedHashSet<>();
  private Contact contact;

  /** {@code old} is null to create. */
  InvoiceChange(Organisation books, Element sent, Invoice old, int unitDecimals) {
    this.books = books;
    this.sent = sent;
    this.old = old;
    this.next = old == null ? new Invoice() : old.copy();
    this.unitDecimals = unitDecimals;
  }

  Set<String> errors() {
    return errors;
  }

  Set<String> warnings() {
    return warnings;
  }

  /** The invoice as it now stands in the books; empty if it was refused. */
  Optional<Invoice> apply() {
    if (old != null && old.dead()) {
      errors.add(MODIFICATION);
      return Optional.empty();
    }
    type();
    status();
    if (old != null && next.dead()) {
      PeriodLock.check(books, next.date, errors);
    } else {
      contact();
      header();
      lines();
      if (frozen()) {
        PaidGuard.check(old, next, errors);
      }
    }
    return errors.isEmpty() ? Optional.of(commit()) : Optional.empty();
  }

  private void type() {
    if (old == null) {
      var type = sent.nonBlank("Type");
      next.type = "ACCPAY".equals(type) ? type : "ACCREC";
      if (!"ACCREC".equals(type) && !"ACCPAY".equals(type)) {
        errors.add("Invoice not of valid type for creation");
      }
    }
  }

  private void status() {
    var status = sent.nonBlank("Status");
    if (status == null) {
      return;
    }
    next.status = status;
    if (approvesAnother() && Integer.valueOf(0).equals(books.approvalsLeft)) {
      errors.add("You have reached the limit of invoices you can approve");
    }
    if (old == null && !Set.of("DRAFT", "SUBMITTED", "AUTHORISED").contains(status)) {
      errors.add("Invoice not of valid status for creation");
    }
    if (old != null && (!MOVES.get(old.status).contains(status) || frozen() && next.dead())) {
      errors.add(
          frozen()
              ? "The status %s cannot be applied to the invoice because it has payments or credit notes allocated to it."
                  .formatted(status)
              : MODIFICATION);
    }
  }

  private boolean approvesAnother() {
    return next.sale() && next.approved() && (old == null || !old.approved());
  }

  private boolean frozen() {
    return old != null && !old.payments.isEmpty();
  }

  private void contact() {
    var element = sent.child("Contact");
    if (element == null && old != null) {
      return;
    }
    contact = new ContactResolution(books, errors).forInvoice(element).orElse(null);
    if (contact != null) {
      next.contactId = contact.id;
    }
  }

  private void header() {
    number();
    if (sent.has("Reference")) {
      next.reference = short255("Reference", sent.text("Reference"));
    }
    dates();
    amountTypes();
    currency();
    url();
    if (sent.flag("SentToContact") != null) {
      next.sentToContact = sent.flag("SentToContact");
    }
    var theme = sent.id("BrandingThemeID");
    next.brandingThemeId = books.profile.brandingTheme();
    if (theme != null && !theme.equals(next.brandingThemeId)) {
      errors.add("The branding theme " + theme + " does not exist");
    }
  }

  private void number() {
    var number = sent.nonBlank("InvoiceNumber");
    if (number == null) {
      return;
    }
    next.number = short255("InvoiceNumber", number);
    if (!number.matches("[\\x20-\\x7e]*")) {
      errors.add("Invoice # must contain printable ASCII characters only");
    }
    if (next.sale()
        && books.holderOf(number).filter(held -> !held.id.equals(next.id)).isPresent()) {
      errors.add("Invoice # must be unique.");
    }
  }

  private void dates() {
    if (sent.date("Date") != null) {
      next.date = sent.date("Date");
    } else if (next.date == null) {
      next.date = books.today();
    }
    if (sent.date("DueDate") != null) {
      next.dueDate = sent.date("DueDate");
    }
    if (sent.date("ExpectedPaymentDate") != null) {
      next.expectedPaymentDate = sent.date("ExpectedPaymentDate");
    }
    if (next.dueDate == null && next.approved()) {
      errors.add("The document DueDate field must be specified.");
    }
    PeriodLock.check(books, next.date, errors);
    if (old != null && !old.date.equals(next.date)) {
      PeriodLock.check(books, old.date, errors);
    }
  }

  private void amountTypes() {
    var given = sent.nonBlank("LineAmountTypes");
    if (given != null) {
      next.lineAmountTypes =
          AMOUNT_TYPES.stream()
              .filter(given::equalsIgnoreCase)
              .findFirst()
              .orElseThrow(
                  () -> Refusal.badData("Could not convert '" + given + "' to LineAmountTypes"));
    }
  }

  private void currency() {
    var code = sent.nonBlank("CurrencyCode");
    var before = next.currency;
    next.currency = code != null ? code.toUpperCase(Locale.ROOT) : before == null ? base() : before;
    if (!books.currencies.containsKey(next.currency)) {
      errors.add("Organisation is not subscribed to currency " + next.currency);
      return;
    }
    var day = books.dayRates.get(next.currency);
    var given = sent.number("CurrencyRate");
    if (next.currency.equals(base())) {
      next.currencyRate = new BigDecimal("1.000000");
    } else if (given != null && given.signum() > 0) {
      next.currencyRate = Money.rounded(given, 6);
      odd(next.currencyRate, day);
    } else if (!next.currency.equals(before)) {
      next.currencyRate = day;
    }
  }

  private void odd(BigDecimal rate, BigDecimal day) {
    if (rate.compareTo(day.multiply(ODD_RATE)) > 0 || rate.multiply(ODD_RATE).compareTo(day) < 0) {
      warnings.add("The currency rate " + rate + " differs much from the day's rate " + day);
    }
  }

  private String base() {
    return books.profile.baseCurrency();
  }

  private void url() {
    var url = sent.nonBlank("Url");
    if (url == null) {
      return;
    }
    next.url = url;
    try {
      var parsed = URI.create(url);
      if (parsed.getHost() != null && !url.toLowerCase(Locale.ROOT).contains("xero")) {
        return;
      }
    } catch (IllegalArgumentException malformed) {
      // Refused below, as one without a host is.
    }
    errors.add("Url must be a valid absolute url");
  }

  private void lines() {
    var reader = new LineReader(books, next, unitDecimals, errors);
    var given = sent.list("LineItems");
    if (given != null) {
      next.lines = reader.read(given, next.lines);
    } else if (old != null && !sameBasis()) {
      reader.recheck(next.lines);
    }
    if (next.lines.isEmpty()) {
      errors.add("One or more line items must be specified");
    }
    Totals.sum(next);
    var total = sent.number("Total");
    if (old == null && total != null && !Money.same(total, next.total())) {
      errors.add("The document total does not equal the sum of the lines.");
    }
    if (next.total().signum() < 0) {
      errors.add("The document total must not be negative.");
    }
  }

  private boolean sameBasis() {
    return old.status.equals(next.status) && old.lineAmountTypes.equals(next.lineAmountTypes);
  }

  private String short255(String field, String text) {
    if (text.length() > LONGEST_TEXT) {
      errors.add(field + " must not exceed 255 characters");
    }
    return text;
  }

  private Invoice commit() {
    if (contact != null && !contact.same(books.contacts.get(contact.id))) {
      books.keep(contact);
    }
    if (next.number == null && next.sale()) {
      next.number = books.takeNextNumber();
    }
    if (next.status.equals("AUTHORISED") && next.amountDue().signum() == 0) {
      next.status = "PAID";
    }
    if (books.approvalsLeft != null && approvesAnother()) {
      books.approvalsLeft--;
    }
    var what = next.dead() ? next.status : old == null ? "Created" : "Edited";
    next.history.add(
        new Invoice.HistoryRecord(what, books.now(), "System Generated", "By an application"));
    books.keep(next);
    return next;
  }
}
