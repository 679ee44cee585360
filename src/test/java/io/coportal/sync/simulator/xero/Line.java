package io.coportal.sync.simulator.xero;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** A line of an invoice as it was understood; null where the caller and the ledger left it open. */
final class Line {
  UUID id = UUID.randomUUID();
  String description;
  BigDecimal quantity;
  BigDecimal unitAmount;
  BigDecimal discountRate;
  BigDecimal discountAmount;
  BigDecimal lineAmount = Money.ZERO;
  BigDecimal taxAmount = Money.ZERO;
  String itemCode;
  String accountCode;
  UUID accountId;
  String taxType;
  List<Tracking> tracking = List.of();

  record Tracking(String name, String option) {}

  /** Quantity times unit price before any discount, exact. */
  BigDecimal gross() {
    return quantity == null || unitAmount == null ? Money.ZERO : quantity.multiply(unitAmount);
  }

  Line copy() {
    var copy = new Line();
    copy.id = id;
    copy.description = description;
    copy.quantity = quantity;
    copy.unitAmount = unitAmount;
    copy.discountRate = discountRate;
    copy.discountAmount = discountAmount;
    copy.lineAmount = lineAmount;
    copy.taxAmount = taxAmount;
    copy.itemCode = itemCode;
    copy.accountCode = accountCode;
    copy.accountId = accountId;
    copy.taxType = taxType;
    copy.tracking = tracking;
    return copy;
  }

  /** Whether nothing differs that a payment freezes. */
  boolean sameMoney(Line other) {
    return id.equals(other.id)
        && Money.same(quantity, other.quantity)
        && Money.same(unitAmount, other.unitAmount)
        && Money.same(lineAmount, other.lineAmount)
        && Money.same(taxAmount, other.taxAmount)
        && Objects.equals(taxType, other.taxType)
        && Objects.equals(itemCode, other.itemCode);
  }
}
