package io.coportal.sync.ledger;

import io.coportal.sync.connection.Connection;
import io.coportal.sync.invoice.Invoice;
import io.coportal.sync.invoice.Workspace;
import io.coportal.sync.ledger.HeldInvoice.Status;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
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
   * What the ledger's reference data already rule out, before any contact is looked up or made.
   *
   * @param held what the ledger holds now, null on a create
   * @throws LedgerStop when the invoice cannot be pushed as it stands
   */
  public void check(
      Connection connection, Invoice invoice, ReferenceData references, HeldInvoice held) {
    decide(connection, invoice, references, held);
  }

  /**
   * Whether the ledger has refused others for what this one would be refused for as well.
   *
   * @param held what the ledger holds now, null on a create
   * @throws LedgerStop with that refusal
   */
  public void checkOpen(Connection connection, ReferenceData references, HeldInvoice held) {
    if (references.closed() != null) {
      references.closed().check(held == null, connection.settings().syncAsDraft());
    }
  }

  /**
   * @param exchangeRate units of the base currency for one of the invoice's; null for the base
   *     currency and where the ledger sets it
   * @param held what the ledger holds now, null on a create
   * @throws LedgerStop when the invoice cannot be pushed as it stands
   */
  public PreparedInvoice prepare(
      Workspace workspace,
      Connection connection,
      Invoice invoice,
      ReferenceData references,
      BigDecimal exchangeRate,
      String contactId,
      HeldInvoice held) {
    Decision decision = decide(connection, invoice, references, held);
    List<PreparedInvoice.Line> lines =
        lines(decision.lines().stream().map(LinePreparation.Decided::line).toList(), held);
    return new PreparedInvoice(
        held == null ? "CREATE" : "UPDATE",
        held == null ? null : held.externalId(),
        held == null ? null : held.version(),
        held != null && number(invoice).equals(held.number()),
        held != null && held.moneyAttached() && held.shows(lines),
        number(invoice),
        invoice.reference() == null ? number(invoice) : invoice.reference(),
        marker(workspace, invoice, ruleBook.of(connection.provider())),
        invoice.issueDate(),
        dueDate(workspace, invoice),
        invoice.currency(),
        references.severalCurrencies(),
        exchangeRate,
        connection.settings().syncAsDraft() && (held == null || held.status() == Status.DRAFT),
        contactId,
        references.organisation().taxed() && references.organisation().taxCalculated(),
        decision.statedTax(),
        lines,
        decision.totals(),
        shown(invoice).sameAmounts(decision.totals()) ? null : shown(invoice));
  }

  /** With money on it, a line in another place may pass for another line. */
  private static List<PreparedInvoice.Line> lines(
      List<PreparedInvoice.Line> decided, HeldInvoice held) {
    return held != null && held.moneyAttached() ? held.inItsOrder(decided) : decided;
  }

  /**
   * The same for an invoice that is to be voided.
   *
   * @param held what the ledger holds now
   */
  public PreparedInvoice prepareVoid(
      Workspace workspace, Connection connection, Invoice invoice, HeldInvoice held) {
    return new PreparedInvoice(
        PreparedInvoice.VOID,
        held.externalId(),
        held.version(),
        true,
        true,
        held.number() == null ? number(invoice) : held.number(),
        number(invoice),
        marker(workspace, invoice, ruleBook.of(connection.provider())),
        invoice.issueDate(),
        dueDate(workspace, invoice),
        invoice.currency(),
        false,
        null,
        held.status() == Status.DRAFT,
        null,
        false,
        null,
        List.of(),
        held.totals(),
        null);
  }

  private record Decision(
      List<LinePreparation.Decided> lines, BigDecimal statedTax, Totals totals) {

    /** Tax that the ledger finds by itself is no change that we make. */
    private Totals totalsBeside(HeldInvoice held) {
      return statedTax == null && StatedTax.comesWithInvoice(lines)
          ? totals.withTax(held.totals().taxTotal())
          : totals;
    }
  }

  private Decision decide(
      Connection connection, Invoice invoice, ReferenceData references, HeldInvoice held) {
    Decision decision = decided(connection, invoice, references, held);
    if (held != null) {
      Preflight.checkMoney(invoice, decision.totalsBeside(held), held);
    }
    return decision;
  }

  private Decision decided(
      Connection connection, Invoice invoice, ReferenceData references, HeldInvoice held) {
    LedgerRules rules = ruleBook.of(connection.provider());
    Preflight.check(invoice, connection.settings(), references, held, rules);
    RoundingLine roundingLine =
        new RoundingLine(connection.settings(), references, invoice.issueDate());
    LinePreparation preparation =
        new LinePreparation(invoice, connection.settings(), references, rules, roundingLine);
    List<LinePreparation.Decided> lines = preparation.lines(held);
    BigDecimal statedTax = StatedTax.of(invoice, connection.settings(), references, lines);
    Totals totals =
        predicted(invoice, preparation.taxed(lines), lines, references.rounding(rules), rules);
    if (shown(invoice).sameAmounts(totals)) {
      return new Decision(lines, statedTax, totals);
    }
    TotalsCures.Cured cured =
        new TotalsCures(invoice, connection.settings(), rules, preparation, roundingLine)
            .cure(lines, totals, held);
    return new Decision(cured.lines(), statedTax, cured.totals());
  }

  /** What CoPortal shows. */
  public static Totals shown(Invoice invoice) {
    return new Totals(invoice.subtotal(), invoice.taxTotal(), invoice.total());
  }

  private static Totals predicted(
      Invoice invoice,
      List<Rounding.TaxedLine> taxed,
      List<LinePreparation.Decided> lines,
      Rounding rounding,
      LedgerRules rules) {
    Totals computed = rounding.totals(taxed, rules.amountDecimals());
    return StatedTax.comesWithInvoice(lines) ? computed.withTax(invoice.taxTotal()) : computed;
  }

  /** Ledgers drop blanks at the ends, and it has to be found again. */
  private static String number(Invoice invoice) {
    return invoice.number().strip();
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

  static BigDecimal rounded(BigDecimal amount, LedgerRules rules) {
    return amount.setScale(rules.amountDecimals(), RoundingMode.HALF_UP);
  }
}
