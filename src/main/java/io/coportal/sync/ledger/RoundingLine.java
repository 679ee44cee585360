package io.coportal.sync.ledger;

import io.coportal.sync.connection.ConnectionSettings;
import io.coportal.sync.invoice.TaxReason;
import io.coportal.sync.ledger.LinePreparation.Decided;
import io.coportal.sync.ledger.ReferenceData.Account;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The line that makes up for a difference of rounding: without tax, on an account of its own. */
final class RoundingLine {
  private static final String DESCRIPTION = "Rounding";

  private final ConnectionSettings settings;
  private final ReferenceData references;
  private final LocalDate day;

  /**
   * @param day of the invoice
   */
  RoundingLine(ConnectionSettings settings, ReferenceData references, LocalDate day) {
    this.settings = settings;
    this.references = references;
    this.day = day;
  }

  /** The held lines that are not of this kind, in their order. */
  List<HeldInvoice.Line> without(HeldInvoice held) {
    return held.lines().stream().filter(line -> !isOne(line)).toList();
  }

  private boolean isOne(HeldInvoice.Line line) {
    return line.account() != null
        && !line.account().equals(settings.account())
        && account().filter(account -> account.code().equals(line.account())).isPresent();
  }

  /**
   * @param difference in the invoice's currency, what is missing in the ledger
   * @param held what the ledger holds now, null on a create
   * @throws LedgerStop when there is no account or no tax code for it
   */
  Decided of(BigDecimal difference, HeldInvoice held) {
    Account account = account().orElseThrow(this::noAccount);
    TaxRate taxRate = references.organisation().taxed() ? untaxed(account) : null;
    String heldLineId =
        held == null
            ? null
            : held.lines().stream()
                .filter(this::isOne)
                .map(HeldInvoice.Line::ledgerLineId)
                .findFirst()
                .orElse(null);
    return new Decided(
        new PreparedInvoice.Line(
            null,
            heldLineId,
            DESCRIPTION,
            BigDecimal.ONE,
            difference,
            difference,
            account.code(),
            taxRate == null ? null : taxRate.code(),
            null,
            null),
        taxRate);
  }

  private Optional<Account> account() {
    return references.accounts().stream()
        .filter(Account::usableForRounding)
        .filter(
            account ->
                settings.roundingAccount() == null
                    ? account.rounding()
                    : account.code().equals(settings.roundingAccount()))
        .findFirst();
  }

  private LedgerStop noAccount() {
    return new LedgerStop(
        ErrorClass.FIX_MAPPING,
        "rounding-account-not-chosen",
        settings.roundingAccount() == null
            ? "No account is chosen for rounding lines."
            : "The chosen account %s for rounding lines is not active in %s."
                .formatted(settings.roundingAccount(), references.organisation().name()),
        "Choose one in the connection's settings (roundingAccount), or another cure (totalsCure).");
  }

  /** The account's own, the owner's choice for what no tax is charged on, or the only one. */
  private TaxRate untaxed(Account account) {
    List<TaxRate> zero =
        references.taxRates().stream()
            .filter(TaxRate::usable)
            .filter(rate -> rate.charges(BigDecimal.ZERO, day))
            .toList();
    String chosen =
        settings.taxChoices().get(TaxChoice.key(BigDecimal.ZERO, TaxReason.OUT_OF_SCOPE));
    return Stream.of(account.defaultTaxCode(), chosen)
        .flatMap(code -> zero.stream().filter(rate -> rate.code().equals(code)))
        .findFirst()
        .or(() -> zero.size() == 1 ? Optional.of(zero.get(0)) : Optional.empty())
        .orElseThrow(
            () ->
                new LedgerStop(
                    ErrorClass.FIX_MAPPING,
                    "rounding-tax-not-chosen",
                    "A rounding line carries no tax, and no tax code for that is chosen.",
                    "Choose one in the connection's settings (taxChoices, \"%s\")."
                        .formatted(TaxReason.OUT_OF_SCOPE.json())));
  }
}
