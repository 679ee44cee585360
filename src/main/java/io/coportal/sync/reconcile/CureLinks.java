package io.coportal.sync.reconcile;

import io.coportal.sync.ledger.ErrorClass;
import io.coportal.sync.ledger.LedgerRuleBook;
import io.coportal.sync.ledger.LedgerRules;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/** Where a person mends what stands still: in CoPortal, or in the ledger. */
@Component
class CureLinks {
  private final LedgerRuleBook ruleBook;

  CureLinks(LedgerRuleBook ruleBook) {
    this.ruleBook = ruleBook;
  }

  /**
   * What the address is made for.
   *
   * @param invoiceId CoPortal's; null for many invoices together
   * @param externalUrl of the ledger's invoice; null where it holds none, and for many
   */
  record Place(
      String provider,
      String workspaceId,
      String organisationId,
      String invoiceId,
      String externalUrl) {
    static Place of(SyncRow row) {
      return new Place(
          row.provider(),
          row.workspaceId(),
          row.organisationId(),
          row.invoiceId(),
          row.externalUrl());
    }
  }

  /**
   * @param errorClass what the cause asks for, may be null
   * @param code of the cause
   * @return null where nobody has to do anything, or only an engineer
   */
  String of(ErrorClass errorClass, String code, Place place) {
    LedgerRules rules = ruleBook.find(place.provider()).orElse(null);
    if (errorClass == null || rules == null) {
      return null;
    }
    return rules.places().values().stream()
        .filter(page -> page.mends().contains(code))
        .map(page -> filled(page.address(), place))
        .findFirst()
        .orElseGet(() -> by(errorClass, rules, place));
  }

  private static String by(ErrorClass errorClass, LedgerRules rules, Place place) {
    return switch (errorClass) {
      case RECONNECT, FIX_MAPPING -> filled(rules.settingsUrl(), place);
      case FIX_DATA -> place.invoiceId() == null ? null : filled(rules.markerUrl(), place);
      case FIX_LEDGER, MAYBE_DONE -> inLedger(rules, place);
      case RETRY, WAIT_FOR_LIMIT, READ_AGAIN, BUG -> null;
    };
  }

  private static String inLedger(LedgerRules rules, Place place) {
    return place.externalUrl() == null ? filled(rules.ledgerUrl(), place) : place.externalUrl();
  }

  private static String filled(String template, Place place) {
    String address =
        template
            .replace("{workspace}", encoded(place.workspaceId()))
            .replace("{organisation}", encoded(place.organisationId()));
    return place.invoiceId() == null
        ? address
        : address.replace("{invoice}", encoded(place.invoiceId()));
  }

  private static String encoded(String id) {
    return UriUtils.encode(id, StandardCharsets.UTF_8);
  }
}
