package io.coportal.sync.simulator.xero;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Invoices as the API shows them. */
final class InvoiceJson {
  private final Organisation books;
  private final int unitDecimals;

  InvoiceJson(Organisation books, int unitDecimals) {
    this.books = books;
    this.unitDecimals = unitDecimals;
  }

  ObjectNode full(Invoice invoice) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("Type", invoice.type);
    json.put("InvoiceID", invoice.id.toString());
    put(json, "InvoiceNumber", invoice.number);
    json.put("Reference", invoice.reference == null ? "" : invoice.reference);
    put(json, "Url", invoice.url);
    payments(json.putArray("Payments"), invoice);
    List.of("CreditNotes", "Prepayments", "Overpayments").forEach(json::putArray);
    json.put("AmountDue", Money.cents(invoice.amountDue()));
    json.put("AmountPaid", Money.cents(invoice.amountPaid()));
    json.put("AmountCredited", Money.ZERO);
    json.put("SentToContact", invoice.sentToContact);
    json.put("CurrencyRate", invoice.currencyRate);
    json.put("HasErrors", false);
    json.put("IsDiscounted", invoice.totalDiscount.signum() != 0);
    if (invoice.totalDiscount.signum() != 0) {
      json.put("TotalDiscount", Money.cents(invoice.totalDiscount));
    }
    json.put("HasAttachments", false);
    json.putArray("InvoicePaymentServices");
    json.set("Contact", ContactJson.full(books.contacts.get(invoice.contactId)));
    date(json, "Date", invoice.date);
    date(json, "DueDate", invoice.dueDate);
    date(json, "ExpectedPaymentDate", invoice.expectedPaymentDate);
    json.put("BrandingThemeID", invoice.brandingThemeId.toString());
    json.put("Status", invoice.status);
    json.put("LineAmountTypes", invoice.lineAmountTypes);
    var lines = json.putArray("LineItems");
    invoice.lines.forEach(line -> lines.add(line(line)));
    json.put("SubTotal", Money.cents(invoice.subTotal));
    json.put("TotalTax", Money.cents(invoice.totalTax));
    json.put("Total", Money.cents(invoice.total()));
    json.put("UpdatedDateUTC", XeroDates.epoch(invoice.updated));
    json.put("UpdatedDateUTCString", invoice.updated.truncatedTo(ChronoUnit.SECONDS).toString());
    json.put("CurrencyCode", invoice.currency);
    if (invoice.status.equals("PAID")) {
      invoice.payments.stream()
          .map(Invoice.Payment::date)
          .max(LocalDate::compareTo)
          .ifPresent(last -> json.put("FullyPaidOnDate", XeroDates.epoch(last)));
    }
    return json;
  }

  /** The shape of a list's element: contact stub, lines only with paging. */
  static ObjectNode listed(ObjectNode full, Contact contact, boolean lines) {
    full.set("Contact", ContactJson.stub(contact));
    full.remove("InvoicePaymentServices");
    if (!lines) {
      full.putArray("LineItems");
    }
    return full;
  }

  private ObjectNode line(Line line) {
    var json = JsonNodeFactory.instance.objectNode();
    put(json, "ItemCode", line.itemCode);
    put(json, "Description", line.description);
    if (line.unitAmount != null) {
      json.put("UnitAmount", Money.rounded(line.unitAmount, unitDecimals));
    }
    put(json, "TaxType", line.taxType);
    json.put("TaxAmount", Money.cents(line.taxAmount));
    json.put("LineAmount", Money.cents(line.lineAmount));
    put(json, "AccountCode", line.accountCode);
    if (line.accountId != null) {
      json.put("AccountID", line.accountId.toString());
    }
    var tracking = json.putArray("Tracking");
    line.tracking.forEach(
        entry -> tracking.addObject().put("Name", entry.name()).put("Option", entry.option()));
    if (line.quantity != null) {
      json.put("Quantity", Money.rounded(line.quantity, 4));
    }
    decimals(json, "DiscountRate", line.discountRate);
    decimals(json, "DiscountAmount", line.discountAmount);
    json.put("LineItemID", line.id.toString());
    json.putArray("ValidationErrors");
    return json;
  }

  private static void payments(ArrayNode array, Invoice invoice) {
    for (var payment : invoice.payments) {
      array
          .addObject()
          .put("PaymentID", payment.id().toString())
          .put("Date", XeroDates.epoch(payment.date()))
          .put("Amount", Money.cents(payment.amount()))
          .put("CurrencyRate", invoice.currencyRate)
          .put("HasAccount", false)
          .put("HasValidationErrors", false);
    }
  }

  private static void date(ObjectNode json, String name, LocalDate date) {
    if (date != null) {
      json.put(name + "String", XeroDates.midnight(date));
      json.put(name, XeroDates.epoch(date));
    }
  }

  private static void put(ObjectNode json, String name, String value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  private static void decimals(ObjectNode json, String name, BigDecimal value) {
    if (value != null) {
      json.put(name, Money.cents(value));
    }
  }
}
