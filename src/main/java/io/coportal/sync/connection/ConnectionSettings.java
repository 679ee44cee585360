package io.coportal.sync.connection;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an owner has chosen for one connection.
 *
 * @param autoSync every invoice CoPortal stores is pushed by itself
 * @param syncAsDraft invoices arrive as drafts where the ledger has drafts
 * @param account the ledger's account code for income; null: not chosen
 * @param taxChoices the ledger's tax code by CoPortal's tax reason or rate
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ConnectionSettings(
    boolean autoSync, boolean syncAsDraft, String account, Map<String, String> taxChoices) {
  static final ConnectionSettings DEFAULT = new ConnectionSettings(false, false, null, Map.of());

  public ConnectionSettings {
    taxChoices = taxChoices == null ? Map.of() : new TreeMap<>(taxChoices);
  }
}
