package io.coportal.sync.ledger;

import io.coportal.sync.connection.ConnectionSettings;
import io.coportal.sync.connection.ConnectionSettings.SalesTax;
import io.coportal.sync.invoice.Invoice;
import java.math.BigDecimal;
import java.util.List;

/**
 * The tax total that goes out where codes have no percentage and tax comes with the invoice. Where
 * the ledger would find sales tax by address, the owner says whose figure stands.
 */
final class StatedTax {
  private StatedTax() {}

  /**
   * @return null where the ledger computes tax
   * @throws LedgerStop when the owner has to choose
   */
  static BigDecimal of(
      Invoice invoice,
      ConnectionSettings settings,
      ReferenceData references,
      List<LinePreparation.Decided> lines) {
    if (!comesWithInvoice(lines)) {
      return null;
    }
    if (!references.organisation().findsTaxItself()) {
      return invoice.taxTotal();
    }
    if (settings.salesTax() == null) {
      throw new LedgerStop(
          ErrorClass.FIX_MAPPING,
          "sales-tax-not-chosen",
          "The invoice charges %s tax, and %s finds sales tax by address."
              .formatted(invoice.taxTotal().toPlainString(), references.organisation().name()),
          "Choose in the connection's settings (salesTax): \"stated\" books CoPortal's figure,"
              + " \"computed\" leaves it to the ledger and shows a difference.");
    }
    return settings.salesTax() == SalesTax.STATED ? invoice.taxTotal() : null;
  }

  /** Whether the ledger cannot know the tax from the codes of the lines. */
  static boolean comesWithInvoice(List<LinePreparation.Decided> lines) {
    return lines.stream()
        .map(LinePreparation.Decided::taxRate)
        .anyMatch(rate -> rate != null && rate.anyRate());
  }
}
