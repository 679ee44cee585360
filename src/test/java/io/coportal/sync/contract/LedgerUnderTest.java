package io.coportal.sync.contract;

import io.coportal.sync.simulator.FaultProxy;
import io.coportal.sync.simulator.FaultScript;
import io.coportal.sync.simulator.Journal;
import io.coportal.sync.simulator.JournalEntry;
import io.coportal.sync.simulator.Request;
import io.coportal.sync.simulator.SimulatorClock;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** A ledger's simulator in words that all ledgers share. */
public interface LedgerUnderTest {
  /** The ledger's name in the API and in the configuration. */
  String name();

  /** Points the application at the simulator; waits are short. */
  Map<String, String> settings();

  /** The British organisation in which most tests run. */
  String home();

  /** A connection's settings for {@link #home}: account and tax codes for every kind of 0 %. */
  String homeSettings();

  /** The organisation of a sample workspace, and the settings its owner would choose. */
  SampleBooks booksOf(String sampleWorkspace);

  /**
   * @param settings of the connection, as JSON
   */
  record SampleBooks(String organisation, String settings) {}

  /** The owner agrees on the consent page; where the browser is sent to. */
  URI consent(URI page, String user, String... organisations);

  /** What the ledger holds under a number, voided ones included. */
  List<BookedInvoice> invoices(String organisation, String number);

  default List<BookedInvoice> invoices(String number) {
    return invoices(home(), number);
  }

  /** Contacts at home of that name, in any case. */
  List<BookedContact> contacts(String name);

  /** A contact that was there before us. */
  BookedContact knownContact();

  /** Another one. */
  BookedContact otherKnownContact();

  /** A person makes an invoice at home that takes the number. */
  void takeNumber(String number);

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

  /** A tax code for exempt invoices at home. */
  String exemptTaxCode();

  /** A link back to CoPortal that the ledger refuses. */
  String refusedLink();

  /** Headers that a call of the ledger's API may carry, in lower case. */
  Set<String> headers();

  void voidByPerson(String externalId);

  void payByPerson(String externalId, BigDecimal amount);

  void revokeGrants();

  void disconnectByPerson();

  void expireAccessTokens();

  FaultScript faults();

  /** A fault by its neutral name. */
  io.coportal.sync.simulator.Fault fault(LedgerFault fault);

  /** Answers with a redirect to that address. */
  io.coportal.sync.simulator.Fault redirect(String location);

  /** Refuses for a limit; a negative number of seconds sends no Retry-After. */
  io.coportal.sync.simulator.Fault limit(int retryAfterSeconds);

  /** Requests that create or change invoices. */
  Predicate<Request> writes();

  /** Requests that read invoices. */
  Predicate<Request> reads();

  /** Calls of the ledger's API, without sign-in. */
  boolean isCall(JournalEntry entry);

  boolean isInvoiceWrite(JournalEntry entry);

  boolean isInvoiceRead(JournalEntry entry);

  boolean isContactWrite(JournalEntry entry);

  /** The key by which the ledger recognises a repeat. */
  String keyOf(JournalEntry entry);

  /** The wire between the application and the ledger's API. */
  FaultProxy wire();

  Journal journal();

  SimulatorClock clock();
}
