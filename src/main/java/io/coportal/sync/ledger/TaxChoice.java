package io.coportal.sync.ledger;

import io.coportal.sync.connection.ConnectionSettings;
import io.coportal.sync.invoice.TaxReason;
import io.coportal.sync.ledger.ReferenceData.Account;
import io.coportal.sync.ledger.ReferenceData.TaxRate;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The ledger's tax code for a rate. A positive rate is found by its effective percentage among the
 * ledger's own rates; 0 % stands in different boxes of a tax return and is never guessed.
 */
final class TaxChoice {
  private TaxChoice() {}

  static TaxRate choose(
      ReferenceData references,
      ConnectionSettings settings,
      Account account,
      BigDecimal ratePercent,
      TaxReason reason) {
    String key = key(ratePercent, reason);
    String chosen = settings.taxChoices().get(key);
    if (chosen != null) {
      return references
          .taxRate(chosen)
          .filter(TaxRate::usable)
          .filter(rate -> rate.rate().compareTo(ratePercent) == 0)
          .orElseThrow(() -> notUsable(references, key, chosen, ratePercent));
    }
    List<TaxRate> matching = matching(references, ratePercent);
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
          "%s has no active sales tax rate of %s %%."
              .formatted(references.organisation().name(), ratePercent.toPlainString()),
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

  private static List<TaxRate> matching(ReferenceData references, BigDecimal ratePercent) {
    return references.taxRates().stream()
        .filter(TaxRate::usable)
        .filter(rate -> rate.rate().compareTo(ratePercent) == 0)
        .toList();
  }

  private static LedgerStop notUsable(
      ReferenceData references, String key, String chosen, BigDecimal ratePercent) {
    return notChosen(
        "tax-choice-not-usable",
        "The chosen tax code %s is not an active sales rate of %s %% in %s."
            .formatted(chosen, ratePercent.toPlainString(), references.organisation().name()),
        key,
        matching(references, ratePercent));
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
