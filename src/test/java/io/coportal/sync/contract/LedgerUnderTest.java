package io.coportal.sync.contract;

import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.FaultProxy;
import io.coportal.sync.simulator.FaultScript;
import io.coportal.sync.simulator.Journal;
import io.coportal.sync.simulator.JournalEntry;
import io.coportal.sync.simulator.Request;
import io.coportal.sync.simulator.SimulatorClock;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** A ledger's simulator in words that all ledgers share. Where ledgers differ, it is data here. */
public interface LedgerUnderTest {
  /** The ledger's name in the API and in the configuration. */
  String name();

  /** Points the application at the simulator; waits are short. */
  Map<String, String> settings();

  /** The British organisation in which most tests run. */
  String home();

  /** A connection's settings for {@link #home}: account and tax codes for every kind of 0 %. */
  String homeSettings();

  /**
   * The organisation of a sample workspace, and the settings its owner would choose; empty where
   * the ledger is not sold in that country.
   */
  Optional<SampleBooks> booksOf(String sampleWorkspace);

  /**
   * @param settings of the connection, as JSON
   */
  record SampleBooks(String organisation, String settings) {
    /**
     * Beside the account that lines are booked to, as JSON; {@code null} where the ledger keeps one
     * for it.
     */
    String roundingAccount(LedgerUnderTest ledger) {
      if (ledger.roundingAccount().equals("null")) {
        return "null";
      }
      int account = Integer.parseInt(settings.replaceAll(".*\"account\":\"(\\d+)\".*", "$1"));
      return "\"%d\"".formatted(account + 1);
    }
  }

  /** Samples that the ledger could not book to the cent, or not in their currency. */
  Set<String> samplesThatStandStill();

  /** The owner agrees on the consent page; where the browser is sent to. */
  URI consent(URI page, String user, String... organisations);

  /** What the ledger holds, and what people do with it. */
  LedgerBooks books();

  /** Where a person sees the home organisation. */
  default String organisationPage() {
    return "https://ledger.example/" + home();
  }

  default List<BookedInvoice> invoices(String organisation, String number) {
    return books().invoices(organisation, number);
  }

  default List<BookedInvoice> invoices(String number) {
    return invoices(home(), number);
  }

  default List<BookedContact> contacts(String name) {
    return books().contacts(name);
  }

  /** A contact that was there before us. */
  BookedContact knownContact();

  /** Another one. */
  BookedContact otherKnownContact();

  /** An id as the ledger's contacts have them, which none has. */
  String unknownContactId();

  /** A contact that a person has archived. */
  String archivedContactName();

  /** A rate that several tax codes share and the account does not decide. */
  Ambiguity ambiguousTax();

  /**
   * @param settings of the connection, without a choice for the rate
   * @param choice one of the codes
   */
  record Ambiguity(
      String organisation, String settings, String currency, String percent, String choice) {}

  /** Settings for {@link #home} with an account and no tax choices. */
  String settingsWithAccountOnly();

  /** The account of {@link #homeSettings} as the owner reads it. */
  String accountAsOffered();

  /** An account for rounding lines at home, as JSON: null where the ledger keeps one for that. */
  String roundingAccount();

  /** A tax code for exempt invoices at home. */
  String exemptTaxCode();

  /** An invoice that the ledger refuses at home, though CoPortal accepts it. */
  Refused refused();

  /**
   * @param code of the error that the invoice shows
   */
  record Refused(TestInvoice invoice, String code) {}

  /** Whether tax is rounded on each line, not on the sum of a rate. */
  boolean roundsTaxByLine();

  /** Whether a client billed in two currencies is two contacts. */
  boolean hasContactPerCurrency();

  /**
   * Whether a write without an answer is sent again, since the ledger knows it by its key; else the
   * ledger is asked what it holds.
   */
  boolean isSentAgainUnanswered();

  /** Headers that a call of the ledger's API may carry, in lower case. */
  Set<String> headers();

  /** Headers that mean something to the ledger, for callers to try. */
  Set<String> meaningfulHeaders();

  void revokeGrants();

  void expireAccessTokens();

  FaultScript faults();

  /** A fault by its neutral name. */
  Fault fault(LedgerFault fault);

  /** Faults of its own that pass by themselves; the name says what they look like. */
  Map<String, Fault> passingFaults();

  /** Answers with a redirect to that address. */
  Fault redirect(String location);

  /** Refuses for a limit; a negative number of seconds sends no Retry-After. */
  Fault limit(int retryAfterSeconds);

  /**
   * @param target path and query as sent
   */
  CallKind kind(String method, String target, String body);

  default CallKind kind(JournalEntry entry) {
    return kind(entry.method(), entry.target(), entry.body());
  }

  /** Requests of these kinds. */
  default Predicate<Request> requests(CallKind... kinds) {
    return request ->
        Set.of(kinds).contains(kind(request.method(), request.target(), request.text()));
  }

  /** The key by which the ledger recognises a repeat. */
  String keyOf(JournalEntry entry);

  /** The wire between the application and the ledger's API. */
  FaultProxy wire();

  Journal journal();

  SimulatorClock clock();
}
