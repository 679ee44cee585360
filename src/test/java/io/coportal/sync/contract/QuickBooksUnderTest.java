package io.coportal.sync.contract;

import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.FaultProxy;
import io.coportal.sync.simulator.FaultScript;
import io.coportal.sync.simulator.Journal;
import io.coportal.sync.simulator.JournalEntry;
import io.coportal.sync.simulator.Response;
import io.coportal.sync.simulator.SimulatorClock;
import io.coportal.sync.simulator.quickbooks.QuickBooksFaults;
import io.coportal.sync.simulator.quickbooks.QuickBooksFaults.Shape;
import io.coportal.sync.simulator.quickbooks.QuickBooksSimulator;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** QuickBooks Online, by its simulator. */
final class QuickBooksUnderTest implements LedgerUnderTest {
  static final String HOME = QuickBooksSimulator.UNITED_KINGDOM;

  /** Longer than the application waits under test. */
  private static final Duration LATE = Duration.ofMillis(3500);

  private static final int MOST_LINES = 750;

  private static final Pattern KEY = Pattern.compile("[?&]requestid=([^&]*)");

  private final QuickBooksSimulator quickBooks = QuickBooksSimulator.start(0);
  private final FaultProxy wire = FaultProxy.inFrontOf(quickBooks.baseUrl());
  private final LedgerBooks books = new QuickBooksBooks(quickBooks, HOME);
  private final String sharedRate;
  private final boolean limited;

  QuickBooksUnderTest() {
    this(false);
  }

  /**
   * @param limited whether the ledger's limits hold, at the ledger and by our own count
   */
  QuickBooksUnderTest(boolean limited) {
    this.limited = limited;
    if (!limited) {
      quickBooks.limits().off();
    }
    var people = quickBooks.people(QuickBooksSimulator.SOUTH_AFRICA);
    people.addTaxCode("14.0% old", "14");
    sharedRate = people.addTaxCode("14.0% capital", "14");
  }

  QuickBooksSimulator simulator() {
    return quickBooks;
  }

  @Override
  public String name() {
    return "quickbooks";
  }

  @Override
  public Map<String, String> settings() {
    String client = "spring.security.oauth2.client.";
    String ledger = "coportal.ledgers.quickbooks.";
    URI url = quickBooks.baseUrl();
    Map<String, String> settings = new HashMap<>();
    // As the simulator's own limits are.
    for (String limit :
        limited
            ? List.<String>of()
            : List.of("company-second", "company-minute", "company-batches")) {
      settings.put(ledger + "limits." + limit + ".calls", "100000");
    }
    settings.putAll(
        Map.of(
            client + "registration.quickbooks.client-id", "sim-client",
            client + "registration.quickbooks.client-secret", "sim-secret",
            client + "provider.quickbooks.authorization-uri", url + "/connect/oauth2",
            client + "provider.quickbooks.token-uri", url + "/oauth2/v1/tokens/bearer",
            ledger + "api-base-url", wire.baseUrl().toString(),
            ledger + "revocation-uri", url + "/v2/oauth2/tokens/revoke",
            ledger + "response-timeout-ms", "2500",
            ledger + "rules.look-up-after", "300ms",
            ledger + "batch.bytes", "256KB",
            ledger + "rules.invoice-url", "https://ledger.example/{organisation}/{id}"));
    settings.put(ledger + "rules.ledger-url", "https://ledger.example/{organisation}");
    return settings;
  }

  @Override
  public String home() {
    return HOME;
  }

  @Override
  public String homeSettings() {
    return QuickBooksSamples.BOOKS.get("uk-studio").settings();
  }

  @Override
  public Optional<SampleBooks> booksOf(String sampleWorkspace) {
    return Optional.ofNullable(QuickBooksSamples.BOOKS.get(sampleWorkspace));
  }

  @Override
  public String roundingAccount() {
    return "\"11\"";
  }

  @Override
  public Set<String> samplesThatStandStill() {
    return Set.of();
  }

  @Override
  public URI consent(URI page, String user, String... organisations) {
    return quickBooks.allow(page, user, organisations[0]);
  }

  @Override
  public LedgerBooks books() {
    return books;
  }

  @Override
  public BookedContact knownContact() {
    return contacts("Canal Street Framers").get(0);
  }

  @Override
  public BookedContact otherKnownContact() {
    return contacts("Foxglove & Daughters").get(0);
  }

  @Override
  public String unknownContactId() {
    return "999999999";
  }

  @Override
  public String archivedContactName() {
    return "Shuttered Shop";
  }

  @Override
  public Ambiguity ambiguousTax() {
    return new Ambiguity(
        QuickBooksSimulator.SOUTH_AFRICA, "{\"account\":\"1010\"}", "ZAR", "14", sharedRate);
  }

  @Override
  public String settingsWithAccountOnly() {
    return "{\"account\":\"10\"}";
  }

  @Override
  public String accountAsOffered() {
    return "10 Services → Sales of services";
  }

  @Override
  public String exemptTaxCode() {
    return "53";
  }

  @Override
  public Refused refused() {
    TestInvoice invoice = TestInvoice.blank();
    for (int line = 0; line <= MOST_LINES; line++) {
      invoice.line("Piece " + line, "1", "1");
    }
    return new Refused(invoice, "business-rule");
  }

  @Override
  public boolean roundsTaxByLine() {
    return false;
  }

  @Override
  public boolean hasContactPerCurrency() {
    return true;
  }

  @Override
  public boolean isSentAgainUnanswered() {
    return false;
  }

  @Override
  public Set<String> headers() {
    return Set.of(
        "accept",
        "accept-encoding",
        "authorization",
        "connection",
        "content-length",
        "content-type",
        "host",
        "transfer-encoding",
        "user-agent");
  }

  @Override
  public Set<String> meaningfulHeaders() {
    return Set.of("Request-Id", "intuit_tid", "Content-Encoding");
  }

  @Override
  public void revokeGrants() {
    quickBooks.revokeGrant();
  }

  @Override
  public void expireAccessTokens() {
    quickBooks.expireAccessTokens();
  }

  @Override
  public FaultScript faults() {
    return quickBooks.faults();
  }

  @Override
  public Fault fault(LedgerFault fault) {
    return switch (fault) {
      case UNAVAILABLE -> QuickBooksFaults.gateway(503);
      case ERROR_BEFORE_WORK -> QuickBooksFaults.systemFault();
      case ERROR_AFTER_WORK -> QuickBooksFaults.systemFaultAfterCommit();
      case GATEWAY_BEFORE_WORK -> QuickBooksFaults.gateway(502);
      case GATEWAY_AFTER_WORK -> QuickBooksFaults.gatewayAfterCommit(502);
      case FOREIGN_PAGE_BEFORE_WORK -> QuickBooksFaults.html();
      case FOREIGN_PAGE_AFTER_WORK -> QuickBooksFaults.htmlAfterCommit();
      case XML_AFTER_WORK -> LedgerFault.xmlAfterWork();
      case TRUNCATED_ANSWER -> Fault.truncatedAnswer();
      case DROPPED_BEFORE_WORK -> Fault.dropBeforeWork();
      case ANSWER_LOST -> Fault.dropAnswer();
      case SLOW_ANSWER -> Fault.slowAnswer(LATE);
      case SLOW_WORK -> Fault.slowWork(LATE);
      case TOKEN_EXPIRED -> QuickBooksFaults.tokenExpired();
      case DISCONNECTED -> QuickBooksFaults.disconnected();
    };
  }

  @Override
  public Map<String, Fault> passingFaults() {
    return Map.of(
        "a success that holds a system fault", QuickBooksFaults.okWithFault("10000", "Broken"),
        "a system fault in XML", broken(Shape.XML, 500),
        "a system fault in lower case", broken(Shape.GATEWAY, 500),
        "a system fault of a gateway", broken(Shape.GATEWAY, 503),
        "a gateway gives up", QuickBooksFaults.gateway(504),
        "a short limit in XML", QuickBooksFaults.throttled(Shape.XML, 1));
  }

  private static Fault broken(Shape shape, int status) {
    return QuickBooksFaults.error(shape, status, "SystemFault", "10000", "Broken", "Broken");
  }

  @Override
  public Fault redirect(String location) {
    return Fault.gatewayInstead("redirect", Response.redirect(location));
  }

  @Override
  public Fault limit(int retryAfterSeconds) {
    return QuickBooksFaults.throttled(Shape.GATEWAY, retryAfterSeconds);
  }

  @Override
  public CallKind kind(String method, String target, String body) {
    if (!target.startsWith("/v3/company/")) {
      return CallKind.NO_CALL;
    }
    String[] call = target.split("\\?", 2);
    String resource = call[0].split("/")[4];
    if (method.equals("POST")) {
      boolean writesInvoices =
          resource.equals("batch") ? body.contains("\"Invoice\"") : resource.equals("invoice");
      return writesInvoices ? CallKind.INVOICE_WRITE : CallKind.CONTACT_WRITE;
    }
    String query = call.length < 2 ? "" : URLDecoder.decode(call[1], StandardCharsets.UTF_8);
    return resource.equals("invoice") || query.toLowerCase(Locale.ROOT).contains("from invoice")
        ? CallKind.INVOICE_READ
        : CallKind.OTHER_READ;
  }

  @Override
  public String keyOf(JournalEntry entry) {
    Matcher key = KEY.matcher(entry.target());
    return key.find() ? key.group(1) : "";
  }

  @Override
  public FaultProxy wire() {
    return wire;
  }

  @Override
  public Journal journal() {
    return quickBooks.journal();
  }

  @Override
  public SimulatorClock clock() {
    return quickBooks.clock();
  }
}
