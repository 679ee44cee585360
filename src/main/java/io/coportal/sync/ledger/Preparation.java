package io.coportal.sync.ledger;

import io.coportal.sync.connection.Connection;
import io.coportal.sync.invoice.Invoice;
import io.coportal.sync.invoice.LineItem;
import io.coportal.sync.invoice.Workspace;
import io.coportal.sync.ledger.HeldInvoice.Status;
import io.coportal.sync.ledger.ReferenceData.Account;
import io.coportal.sync.ledger.Rounding.TaxedLine;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Decides everything about an invoice before it is rendered: account, tax codes, dates, rounded
 * amounts, and the totals the ledger will show. What can be known to fail stops here and costs no
 * call.
 */
@Component
public class Preparation {
  private final LedgerRuleBook ruleBook;

  Preparation(LedgerRuleBook ruleBook) {
    this.ruleBook = ruleBook;
  }

  /**
   * @param held what the ledger holds now, null on a create
   * @throws LedgerStop when the invoice cannot be pushed as it stands
   */
  public PreparedInvoice prepare(
      Workspace workspace,
      Connection connection,
      Invoice invoice,
      ReferenceData references,
      String contactId,
      HeldInvoice held) {
    LedgerRules rules = ruleBook.of(connection.provider());
    Preflight.check(invoice, references, held);
    List<PreparedInvoice.Line> lines = lines(connection, invoice, references, held, rules);
    Totals totals = predicted(invoice, lines, rules);
    refuseDifference(connection.provider(), invoice, totals, rules);
    return new PreparedInvoice(
        held == null ? "CREATE" : "UPDATE",
        held == null ? null : held.externalId(),
        invoice.number(),
        invoice.reference() == null ? invoice.number() : invoice.reference(),
        marker(workspace, invoice, rules),
        invoice.issueDate(),
        dueDate(workspace, invoice),
        invoice.currency(),
        connection.settings().syncAsDraft() && (held == null || held.status() == Status.DRAFT),
        contactId,
        lines,
        totals);
  }

  /** The link back to CoPortal: the invoice's own, else made from its immutable id. */
  public String marker(Workspace workspace, Invoice invoice, LedgerRules rules) {
    return invoice.url() != null
        ? invoice.url()
        : rules
            .markerUrl()
            .replace("{workspace}", workspace.id())
            .replace("{invoice}", invoice.id());
  }

  private static LocalDate dueDate(Workspace workspace, Invoice invoice) {
    return invoice.dueDate() != null
        ? invoice.dueDate()
        : invoice.issueDate().plusDays(workspace.paymentTermDays());
  }

  private static List<PreparedInvoice.Line> lines(
      Connection connection,
      Invoice invoice,
      ReferenceData references,
      HeldInvoice held,
      LedgerRules rules) {
    Account account = AccountChoice.choose(references, connection.settings());
    List<PreparedInvoice.Line> lines = new ArrayList<>();
    for (int i = 0; i < invoice.lines().size(); i++) {
      LineItem item = invoice.lines().get(i);
      HeldInvoice.Line heldLine =
          held != null && i < held.lines().size() ? held.lines().get(i) : null;
      String taxCode =
          TaxChoice.choose(
                  references,
                  connection.settings(),
                  account,
                  item.effectiveTaxRate(invoice),
                  item.effectiveTaxReason(invoice))
              .code();
      lines.add(line(invoice.currency(), item, heldLine, account, taxCode, rules));
    }
    return lines;
  }

  private static PreparedInvoice.Line line(
      String currency,
      LineItem item,
      HeldInvoice.Line held,
      Account account,
      String taxCode,
      LedgerRules rules) {
    String ledgerLineId = held == null ? null : held.ledgerLineId();
    String code = held == null || held.account() == null ? account.code() : held.account();
    BigDecimal amount = CurrencyAmounts.line(item, currency, rules);
    if (CurrencyAmounts.sentAsFactors(item, amount, rules)) {
      return new PreparedInvoice.Line(
          ledgerLineId,
          item.description(),
          item.quantity(),
          item.unitPrice(),
          amount,
          code,
          taxCode);
    }
    // The ledger would round the factors and book another amount: the line's total goes as one
    // piece.
    return new PreparedInvoice.Line(
        ledgerLineId,
        "%s (%s × %s)"
            .formatted(
                item.description(),
                item.quantity().toPlainString(),
                item.unitPrice().toPlainString()),
        BigDecimal.ONE,
        amount,
        amount,
        code,
        taxCode);
  }

  private static Totals predicted(
      Invoice invoice, List<PreparedInvoice.Line> lines, LedgerRules rules) {
    List<TaxedLine> taxed = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      taxed.add(
          new TaxedLine(lines.get(i).amount(), invoice.lines().get(i).effectiveTaxRate(invoice)));
    }
    return rules.rounding().totals(taxed, rules.amountDecimals());
  }

  private static void refuseDifference(
      String provider, Invoice invoice, Totals predicted, LedgerRules rules) {
    Totals shown = new Totals(invoice.subtotal(), invoice.taxTotal(), invoice.total());
    if (shown.sameAmounts(predicted)) {
      return;
    }
    throw new LedgerStop(
        ErrorClass.FIX_DATA,
        "totals-differ",
        "CoPortal shows %s, the ledger would compute %s (%s)."
            .formatted(shown, predicted, DifferenceFinder.explain(invoice, predicted, rules)),
        "Change the line named so that both round alike (for example its price or quantity) and sync again.");
  }

  static BigDecimal rounded(BigDecimal amount, LedgerRules rules) {
    return amount.setScale(rules.amountDecimals(), RoundingMode.HALF_UP);
  }
}
