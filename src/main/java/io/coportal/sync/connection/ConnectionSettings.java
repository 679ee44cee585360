package io.coportal.sync.connection;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
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
 * @param totalsCure what is done where the ledger rounds to other totals; null: what the ledger's
 *     configuration names first
 * @param totalsLimit the most that the totals may be apart for that, 1 to 1,000, in the smallest
 *     unit of the invoice's currency; null: one for each line
 * @param roundingAccount the ledger's account code for a rounding line; null: the account that the
 *     ledger itself keeps for that
 * @param voidCancelled an invoice that CoPortal cancels is voided in the ledger
 * @param voidWithinDays the oldest that a cancelled invoice may be for that, in days since its
 *     issue date, 1 to 3,650; null: {@link #VOID_WITHIN_DAYS}
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ConnectionSettings(
    boolean autoSync,
    boolean syncAsDraft,
    String account,
    Map<String, String> taxChoices,
    SalesTax salesTax,
    TotalsCure totalsCure,
    Integer totalsLimit,
    String roundingAccount,
    boolean voidCancelled,
    Integer voidWithinDays) {
  /** Older ones belong into a closed year as a rule. */
  public static final int VOID_WITHIN_DAYS = 365;

  static final ConnectionSettings DEFAULT =
      new ConnectionSettings(false, false, null, Map.of(), null, null, null, null, false, null);

  /** Whose sales tax is booked. */
  public enum SalesTax {
    /** CoPortal's total. */
    @JsonProperty("stated")
    STATED,
    /** The ledger's own; a difference is shown. */
    @JsonProperty("computed")
    COMPUTED
  }

  /** How the ledger's totals are made to agree with CoPortal's, or are let be. */
  public enum TotalsCure {
    /** Tax of a line is sent, not left to the ledger, so that each rate's tax is CoPortal's. */
    @JsonProperty("stated-tax")
    STATED_TAX,
    /** The ledger's totals stand, and the difference is shown. */
    @JsonProperty("accept")
    ACCEPT,
    /** A line of its own makes up for it. */
    @JsonProperty("line")
    LINE,
    /** The invoice waits for its owner. */
    @JsonProperty("hold")
    HOLD;

    /** As it stands in the settings. */
    public String json() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** The oldest that a cancelled invoice may be to be voided, in days. */
  public int longestAgeToVoid() {
    return voidWithinDays == null ? VOID_WITHIN_DAYS : voidWithinDays;
  }

  public ConnectionSettings {
    taxChoices = taxChoices == null ? Map.of() : new TreeMap<>(taxChoices);
  }
}
