package io.coportal.sync.ledger;

import io.coportal.sync.connection.ConnectionSettings;
import io.coportal.sync.invoice.TaxReason;
import io.coportal.sync.ledger.ReferenceData.Account;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The ledger's tax code for a rate. A positive rate is found by its effective percentage on the
 * invoice's date among the ledger's own rates; 0 % stands in different boxes of a tax return and is
 * never guessed.
 */
final class TaxChoice {
  private TaxChoice() {}

  static TaxRate choose(
      ReferenceData references,
      ConnectionSettings settings,
      Account account,
      BigDecimal ratePercent,
      TaxReason reason,
      LocalDate day) {
    String key = key(ratePercent, reason);
    String chosen = settings.taxChoices().get(key);
    if (chosen != null) {
      return references
          .taxRate(chosen)
          .filter(TaxRate::usable)
          .filter(rate -> rate.charges(ratePercent, day))
          .orElseThrow(() -> notUsable(references, key, chosen, ratePercent, day));
    }
    List<TaxRate> matching = matching(references, ratePercent, day);
    if (ratePercent.signum() == 0) {
      throw notChosen(
          "tax-reason-not-chosen",
          "0 %% (%s) has no tax code yet.".formatted(words(reason)),
          key,
          matching);
    }
    if (matching.isEmpty()) {
      throw new LedgerStop(
          ErrorClass.FIX_MAPPING,
          "tax-rate-missing",
          "%s has no sales tax rate of %s %% that is in force on %s."
              .formatted(references.organisation().name(), ratePercent.toPlainString(), day),
          "Add the rate in the ledger, or correct the rate on the CoPortal invoice, and sync again.");
    }
    if (matching.size() == 1) {
      return matching.get(0);
    }
    return matching.stream()
        .filter(rate -> rate.code().equals(account.defaultTaxCode()))
        .findFirst()
        .orElseThrow(
            () ->
                notChosen(
                    "tax-rate-ambiguous",
                    "Several tax rates of %s %% are active.".formatted(ratePercent.toPlainString()),
                    key,
                    matching));
  }

  /** The member of the connection's {@code taxChoices}: the reason for 0 %, else the rate. */
  static String key(BigDecimal ratePercent, TaxReason reason) {
    return ratePercent.signum() == 0
        ? reason.json()
        : ratePercent.stripTrailingZeros().toPlainString();
  }

  private static List<TaxRate> matching(
      ReferenceData references, BigDecimal ratePercent, LocalDate day) {
    return references.taxRates().stream()
        .filter(TaxRate::usable)
        .filter(rate -> rate.charges(ratePercent, day))
        .toList();
  }

  private static LedgerStop notUsable(
      ReferenceData references, String key, String chosen, BigDecimal ratePercent, LocalDate day) {
    return notChosen(
        "tax-choice-not-usable",
        "The chosen tax code %s is not an active sales rate of %s %% in %s."
            .formatted(chosen, ratePercent.toPlainString(), references.organisation().name()),
        key,
        matching(references, ratePercent, day));
  }

  private static LedgerStop notChosen(
      String code, String message, String key, List<TaxRate> matching) {
    String offered =
        matching.stream()
            .map(rate -> rate.code() + " (" + rate.name() + ")")
            .collect(Collectors.joining(", "));
    return new LedgerStop(
        ErrorClass.FIX_MAPPING,
        code,
        message,
        "Choose one in the connection's settings (taxChoices, \"" + key + "\"): " + offered + ".");
  }

  private static String words(TaxReason reason) {
    return reason.json().replace('_', ' ');
  }
}
