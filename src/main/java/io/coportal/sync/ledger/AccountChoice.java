package io.coportal.sync.ledger;

import io.coportal.sync.connection.ConnectionSettings;
import io.coportal.sync.ledger.ReferenceData.Account;
import java.util.List;
import java.util.stream.Collectors;

/** The account that invoice lines are booked to: the owner's choice, or the only one there is. */
final class AccountChoice {
  private static final int SHOWN = 8;

  private AccountChoice() {}

  static Account choose(ReferenceData references, ConnectionSettings settings) {
    List<Account> usable = references.accounts().stream().filter(Account::usable).toList();
    if (settings.account() == null) {
      if (usable.size() == 1) {
        return usable.get(0);
      }
      throw stop("account-not-chosen", "No account is chosen for invoice lines.", usable);
    }
    return usable.stream()
        .filter(account -> account.code().equals(settings.account()))
        .findFirst()
        .orElseThrow(
            () ->
                stop(
                    "account-not-usable",
                    "The chosen account %s is not an active sales account of %s."
                        .formatted(settings.account(), references.organisation().name()),
                    usable));
  }

  private static LedgerStop stop(String code, String message, List<Account> usable) {
    String offered =
        usable.stream()
            .limit(SHOWN)
            .map(account -> account.code() + " " + account.name())
            .collect(Collectors.joining(", "));
    return new LedgerStop(
        ErrorClass.FIX_MAPPING,
        code,
        message,
        "Choose one in the connection's settings (account)"
            + (offered.isEmpty() ? "." : ": " + offered + "."));
  }
}
