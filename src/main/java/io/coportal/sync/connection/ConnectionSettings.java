package io.coportal.sync.connection;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an owner has chosen for one connection.
 *
 * @param autoSync every invoice CoPortal stores is pushed by itself
 * @param syncAsDraft invoices arrive as drafts where the ledger has drafts
 * @param account the ledger's account code for income; null: not chosen
 * @param taxChoices the ledger's tax code by CoPortal's tax reason or rate
 * @param salesTax whose figure stands where the ledger would find sales tax by address; null: not
 *     chosen
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ConnectionSettings(
    boolean autoSync,
    boolean syncAsDraft,
    String account,
    Map<String, String> taxChoices,
    SalesTax salesTax) {
  static final ConnectionSettings DEFAULT =
      new ConnectionSettings(false, false, null, Map.of(), null);

  /** Whose sales tax is booked. */
  public enum SalesTax {
    /** CoPortal's total. */
    @JsonProperty("stated")
    STATED,
    /** The ledger's own; a difference is shown. */
    @JsonProperty("computed")
    COMPUTED
  }

  public ConnectionSettings {
    taxChoices = taxChoices == null ? Map.of() : new TreeMap<>(taxChoices);
  }
}
