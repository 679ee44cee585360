package io.coportal.sync.simulator.xero;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;

/** What a seeded organisation already had before any application came: contacts, one invoice. */
final class SeedDocuments {
  private SeedDocuments() {}

  static void addTo(Organisation books) {
    var country = books.profile.country();
    contact(books, 1, "Mill Lane Bakery", "hello@milllane.example", false);
    contact(books, 2, "Northgate & Sons", "accounts@northgate.example", false);
    contact(books, 3, "Closed Down Ltd", "office@closed.example", true);
    var invoice = new Invoice();
    invoice.id = Seeds.id(country, 4, 1);
    invoice.number = "EXISTING-1";
    invoice.reference = "made by a person";
    invoice.contactId = Seeds.id(country, 3, 1);
    invoice.date = LocalDate.of(2026, 10, 1);
    invoice.dueDate = LocalDate.of(2026, 10, 31);
    invoice.status = "AUTHORISED";
    invoice.currency = books.profile.baseCurrency();
    invoice.brandingThemeId = books.profile.brandingTheme();
    invoice.byApp = false;
    invoice.lines.add(line(books));
    Totals.sum(invoice);
    books.keep(invoice);
  }

  private static Line line(Organisation books) {
    var sales = books.accountByCode("200").orElseThrow();
    var line = new Line();
    line.id = Seeds.id(books.profile.country(), 8, 1);
    line.description = "Consulting";
    line.quantity = BigDecimal.ONE;
    line.unitAmount = Money.HUNDRED;
    line.accountCode = sales.code();
    line.accountId = sales.id();
    line.taxType = sales.taxType();
    line.lineAmount = new BigDecimal("100.00");
    line.taxAmount =
        Totals.tax(line.lineAmount, "Exclusive", books.taxRate(line.taxType).orElseThrow().rate());
    return line;
  }

  private static void contact(
      Organisation books, int number, String name, String email, boolean archived) {
    var contact = new Contact();
    contact.id = Seeds.id(books.profile.country(), 3, number);
    contact.texts.putAll(Map.of("Name", name, "EmailAddress", email));
    contact.archived = archived;
    books.keep(contact);
  }
}
