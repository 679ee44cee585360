package io.coportal.sync.simulator.xero;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * An invoice in the ledger. A change is made on a copy, which replaces the old one if it is valid.
 */
final class Invoice {
  UUID id = UUID.randomUUID();
  String type = "ACCREC";
  String number;
  String reference;
  UUID contactId;
  LocalDate date;
  LocalDate dueDate;
  LocalDate expectedPaymentDate;
  String status = "DRAFT";
  String lineAmountTypes = "Exclusive";
  String currency;
  BigDecimal currencyRate = BigDecimal.ONE;
  UUID brandingThemeId;
  String url;
  boolean sentToContact;
  boolean byApp = true;
  List<Line> lines = new ArrayList<>();
  BigDecimal subTotal = Money.ZERO;
  BigDecimal totalTax = Money.ZERO;
  BigDecimal totalDiscount = Money.ZERO;
  List<Payment> payments = new ArrayList<>();
  List<HistoryRecord> history = new ArrayList<>();
  Instant updated;

  record Payment(UUID id, LocalDate date, BigDecimal amount) {}

  record HistoryRecord(String changes, Instant at, String user, String details) {}

  Invoice copy() {
    var copy = new Invoice();
    copy.id = id;
    copy.type = type;
    copy.number = number;
    copy.reference = reference;
    copy.contactId = contactId;
    copy.date = date;
    copy.dueDate = dueDate;
    copy.expectedPaymentDate = expectedPaymentDate;
    copy.status = status;
    copy.lineAmountTypes = lineAmountTypes;
    copy.currency = currency;
    copy.currencyRate = currencyRate;
    copy.brandingThemeId = brandingThemeId;
    copy.url = url;
    copy.sentToContact = sentToContact;
    copy.byApp = byApp;
    copy.lines = new ArrayList<>(lines.stream().map(Line::copy).toList());
    copy.subTotal = subTotal;
    copy.totalTax = totalTax;
    copy.totalDiscount = totalDiscount;
    copy.payments = new ArrayList<>(payments);
    copy.history = new ArrayList<>(history);
    copy.updated = updated;
    return copy;
  }

  boolean sale() {
    return type.equals("ACCREC");
  }

  boolean dead() {
    return status.equals("VOIDED") || status.equals("DELETED");
  }

  boolean approved() {
    return status.equals("SUBMITTED") || status.equals("AUTHORISED") || status.equals("PAID");
  }

  BigDecimal total() {
    return subTotal.add(totalTax);
  }

  BigDecimal amountPaid() {
    return Money.sum(payments.stream().map(Payment::amount).toList());
  }

  BigDecimal amountDue() {
    return dead() ? Money.ZERO : total().subtract(amountPaid());
  }
}
