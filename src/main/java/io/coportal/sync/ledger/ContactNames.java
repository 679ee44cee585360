package io.coportal.sync.ledger;

import io.coportal.sync.invoice.Client;
import io.coportal.sync.ledger.LedgerRules.ContactRules;
import java.util.List;

/**
 * The names under which a client may stand in the ledger. They depend on nothing but client and
 * currency, so that every try comes to the same ones.
 *
 * @param plain the client's own name, as the ledger can take it
 * @param ofCurrency where the plain one belongs to the client's contact of another currency
 * @param beside where a supplier or employee has the plain one; the plain one in a ledger whose
 *     contacts share no names with them
 * @param besideOfCurrency where both are the case
 */
record ContactNames(String plain, String ofCurrency, String beside, String besideOfCurrency) {

  /**
   * @param currency ISO 4217
   */
  static ContactNames of(Client client, String currency, ContactRules rules) {
    String name = client.name().strip();
    for (char refused : rules.nameRefuses().toCharArray()) {
      name = name.replace(refused, '-');
    }
    String plain = cut(name, "", rules);
    String ofCurrency = cut(name, " (" + currency + ")", rules);
    return rules.sharesNames()
        ? new ContactNames(
            plain,
            ofCurrency,
            cut(name, " (client)", rules),
            cut(name, " (client, " + currency + ")", rules))
        : new ContactNames(plain, ofCurrency, plain, ofCurrency);
  }

  List<String> all() {
    return List.of(plain, ofCurrency, beside, besideOfCurrency);
  }

  /**
   * The one that this client would have where another one of its names stood.
   *
   * @param shown the name as the ledger had it
   * @param currency ISO 4217
   */
  String inPlaceOf(String shown, String currency) {
    if (shown.endsWith(" (client, " + currency + ")")) {
      return besideOfCurrency;
    }
    if (shown.endsWith(" (client)")) {
      return beside;
    }
    return shown.endsWith(" (" + currency + ")") ? ofCurrency : plain;
  }

  private static String cut(String name, String suffix, ContactRules rules) {
    int room = rules.nameLength() - suffix.length();
    return (name.length() <= room ? name : name.substring(0, room).strip()) + suffix;
  }
}
