package io.coportal.sync.ledger;

import io.coportal.sync.connection.ConnectionSettings;
import io.coportal.sync.invoice.Invoice;
import io.coportal.sync.invoice.LineItem;
import io.coportal.sync.ledger.ReferenceData.Account;
import io.coportal.sync.ledger.Rounding.TaxedLine;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Decides account, tax code and amount of each line. */
final class LinePreparation {
  private final Invoice invoice;
  private final ConnectionSettings settings;
  private final ReferenceData references;
  private final LedgerRules rules;
  private final RoundingLine roundingLine;
  private final Account account;

  /**
   * @throws LedgerStop when no account is chosen or the chosen one cannot be used
   */
  LinePreparation(
      Invoice invoice,
      ConnectionSettings settings,
      ReferenceData references,
      LedgerRules rules,
      RoundingLine roundingLine) {
    this.invoice = invoice;
    this.settings = settings;
    this.references = references;
    this.rules = rules;
    this.roundingLine = roundingLine;
    this.account = AccountChoice.choose(references, settings);
  }

  /**
   * @param taxRate null in books without tax
   */
  record Decided(PreparedInvoice.Line line, TaxRate taxRate) {
    Decided taxed(BigDecimal stated) {
      return new Decided(line.taxed(stated), taxRate);
    }
  }

  /**
   * @param held what the ledger holds now, null on a create
   * @throws LedgerStop when a line has no tax code
   */
  List<Decided> lines(HeldInvoice held) {
    List<Decided> lines = new ArrayList<>();
    List<HeldInvoice.Line> heldLines =
        LinePairs.of(invoice.lines(), held == null ? List.of() : roundingLine.without(held));
    for (int i = 0; i < invoice.lines().size(); i++) {
      LineItem item = invoice.lines().get(i);
      TaxRate taxRate = taxRate(item);
      lines.add(new Decided(line(item, heldLines.get(i), taxRate), taxRate));
    }
    return lines;
  }

  /** The lines as the ledger will tax them. */
  List<TaxedLine> taxed(List<Decided> lines) {
    return lines.stream()
        .map(decided -> new TaxedLine(decided.line().amount(), charges(decided.taxRate())))
        .toList();
  }

  private List<TaxRate.Charge> charges(TaxRate taxRate) {
    return taxRate == null ? List.of() : taxRate.chargesOn(invoice.issueDate());
  }

  private TaxRate taxRate(LineItem item) {
    BigDecimal percent = item.effectiveTaxRate(invoice);
    if (references.organisation().taxed()) {
      return TaxChoice.choose(
          references,
          settings,
          account,
          percent,
          item.effectiveTaxReason(invoice),
          invoice.issueDate());
    }
    if (percent.signum() == 0) {
      return null;
    }
    throw new LedgerStop(
        ErrorClass.FIX_LEDGER,
        "tax-not-set-up",
        "The invoice charges %s %% tax; %s keeps its books without tax."
            .formatted(percent.toPlainString(), references.organisation().name()),
        "Switch on sales tax or VAT in the ledger, or correct the invoice, and sync again.");
  }

  private PreparedInvoice.Line line(LineItem item, HeldInvoice.Line held, TaxRate taxRate) {
    BigDecimal amount = CurrencyAmounts.line(item, invoice.currency(), rules);
    boolean factors = CurrencyAmounts.sentAsFactors(item, amount, rules);
    // Where the ledger would round the factors and book another amount, the line's total goes as
    // one piece.
    return new PreparedInvoice.Line(
        item.lineId(),
        held == null ? null : held.ledgerLineId(),
        factors ? item.description() : withFactors(item),
        factors ? item.quantity() : BigDecimal.ONE,
        factors ? item.unitPrice() : amount,
        amount,
        bookedTo(held),
        taxRate == null ? null : taxRate.code(),
        null,
        held == null ? null : held.keep());
  }

  /** Where a bookkeeper has put the line, as long as lines may still be booked there. */
  private String bookedTo(HeldInvoice.Line held) {
    return held != null
            && references.accounts().stream()
                .anyMatch(usable -> usable.usable() && usable.code().equals(held.account()))
        ? held.account()
        : account.code();
  }

  private String withFactors(LineItem item) {
    String factors =
        " (%s × %s)".formatted(item.quantity().toPlainString(), item.unitPrice().toPlainString());
    String description = item.description();
    int room = rules.descriptionLength() - factors.length();
    return (description.length() <= room ? description : description.substring(0, room)) + factors;
  }
}
