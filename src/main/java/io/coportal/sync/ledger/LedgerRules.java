package io.coportal.sync.ledger;

import io.coportal.sync.connection.ConnectionSettings.TotalsCure;
import io.coportal.sync.invoice.InvoiceStatus;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How one ledger computes, what it accepts and how an unanswered call is settled. Configuration:
 * {@code coportal.ledgers.<ledger>.rules.*}.
 *
 * @param roundings where the ledger rounds tax; of several the first holds until an organisation's
 *     answers show another
 * @param amountDecimals decimals the ledger keeps of amounts and tax
 * @param quantityDecimals decimals it keeps of a quantity
 * @param priceDecimals decimals it keeps of a unit price
 * @param pushes the CoPortal statuses that may be pushed
 * @param referencesMaxAge how long accounts, tax rates and currencies are trusted without reading
 * @param replayAfter how long after its sending an unanswered request is repeated
 * @param replayWindow how long after the first sending the same bytes and key may be repeated;
 *     zero: never, always look up
 * @param lookUpAfter how long after its last sending the ledger has certainly ended its work on an
 *     unanswered request, so that a look-up tells what came of it; after an answer that leaves it
 *     open counted from that answer
 * @param redeliverUnanswered whether the error handler may repeat an unanswered write at once
 * @param markerUrl the address of an invoice in CoPortal when it brings none: {@code {workspace}}
 *     and {@code {invoice}} are replaced
 * @param invoiceUrl where a person sees an invoice in the ledger: {@code {organisation}} and {@code
 *     {id}} are replaced
 * @param settingsUrl where an owner sees the connection's settings in CoPortal: {@code {workspace}}
 *     is replaced
 * @param ledgerUrl where a person sees the organisation in the ledger: {@code {organisation}} is
 *     replaced
 * @param places pages of the ledger where something can be mended that stands in an invoice's way,
 *     by names of our own
 * @param organisationHeader the request header that names the organisation; null when the path does
 * @param requestHeaders names of the request headers that may leave for this ledger, lower case
 * @param numberLength the longest invoice number the ledger takes, in characters
 * @param descriptionLength the longest text of a line, in characters
 * @param holdsDrafts whether the ledger knows invoices that are not booked yet
 * @param statesExchangeRate whether an invoice in a foreign currency goes out with the ledger's
 *     rate of its day; otherwise the ledger sets it by itself
 * @param checksVersion whether the ledger refuses an update that was made on an older version of
 *     its invoice, so that none has to be read before
 * @param totals what can be done where the ledger rounds to other totals than CoPortal
 * @param contacts what the ledger asks of contacts
 */
public record LedgerRules(
    List<Rounding> roundings,
    int amountDecimals,
    int quantityDecimals,
    int priceDecimals,
    Set<InvoiceStatus> pushes,
    Duration referencesMaxAge,
    @DefaultValue("10s") Duration replayAfter,
    Duration replayWindow,
    Duration lookUpAfter,
    boolean redeliverUnanswered,
    String markerUrl,
    String invoiceUrl,
    String settingsUrl,
    String ledgerUrl,
    Map<String, Place> places,
    String organisationHeader,
    Set<String> requestHeaders,
    int numberLength,
    int descriptionLength,
    boolean holdsDrafts,
    boolean statesExchangeRate,
    boolean checksVersion,
    TotalsRules totals,
    ContactRules contacts) {

  /**
   * A page of the ledger.
   *
   * @param address {@code {organisation}} is replaced
   * @param mends codes of the causes that are mended there
   */
  public record Place(String address, Set<String> mends) {
    public Place {
      mends = mends == null ? Set.of() : Set.copyOf(mends);
    }
  }

  /**
   * @param cures those that the ledger has, the first for owners who have not chosen
   * @param lineTaxLeeway how far a line's stated tax may be from what the ledger would compute, in
   *     the invoice's currency
   */
  public record TotalsRules(List<TotalsCure> cures, @DefaultValue("0") BigDecimal lineTaxLeeway) {
    public TotalsRules {
      cures = cures == null ? List.of() : List.copyOf(cures);
    }
  }

  /**
   * @param perCurrency whether a contact is bound to one currency, so that a client billed in two
   *     has two
   * @param sharesNames whether suppliers and employees take names from clients, so that a client
   *     goes in beside them
   * @param nameLength the longest name, in characters
   * @param nameRefuses characters that a name must not hold; each is replaced by a hyphen
   * @param follows the details that a contact is told when CoPortal changes them
   */
  public record ContactRules(
      boolean perCurrency,
      boolean sharesNames,
      int nameLength,
      String nameRefuses,
      Set<ClientDetail> follows) {
    public ContactRules {
      follows = follows == null ? Set.of() : Set.copyOf(follows);
    }
  }

  /**
   * When it may be found out what became of a request: repeated while the ledger knows its key, or
   * else looked up.
   *
   * @param repeatable whether nothing but the time stands against a repeat
   */
  public Instant settledFrom(Instant firstSent, Instant lastSent, boolean repeatable) {
    Instant repeated = lastSent.plus(replayAfter);
    return repeatable && repeated.isBefore(firstSent.plus(replayWindow))
        ? repeated
        : lastSent.plus(lookUpAfter);
  }

  public LedgerRules {
    places = places == null ? Map.of() : Map.copyOf(places);
    pushes = pushes == null ? Set.of() : Set.copyOf(pushes);
    requestHeaders = requestHeaders == null ? Set.of() : Set.copyOf(requestHeaders);
  }
}
