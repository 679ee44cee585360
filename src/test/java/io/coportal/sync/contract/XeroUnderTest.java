package io.coportal.sync.contract;

import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.FaultProxy;
import io.coportal.sync.simulator.FaultScript;
import io.coportal.sync.simulator.Journal;
import io.coportal.sync.simulator.JournalEntry;
import io.coportal.sync.simulator.Response;
import io.coportal.sync.simulator.SimulatorClock;
import io.coportal.sync.simulator.xero.XeroFaults;
import io.coportal.sync.simulator.xero.XeroSimulator;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Xero, by its simulator. */
final class XeroUnderTest implements LedgerUnderTest {
  private static final UUID HOME = XeroSimulator.UNITED_KINGDOM;

  /** Longer than the application waits under test. */
  private static final Duration LATE = Duration.ofMillis(3500);

  /** Calls of an organisation a day, as on the paid tiers. */
  private static final int A_DAY = 5_000;

  private static final Map<String, SampleBooks> SAMPLES =
      Map.ofEntries(
          Map.entry(
              "uk-studio",
              books(
                  XeroSimulator.UNITED_KINGDOM,
                  "\"zero_rated_export\":\"ZERORATEDOUTPUT\",\"exempt\":\"EXEMPTOUTPUT\","
                      + "\"out_of_scope\":\"NONE\",\"not_registered\":\"NONE\"")),
          Map.entry(
              "za-agency",
              books(
                  XeroSimulator.SOUTH_AFRICA,
                  "\"zero_rated_export\":\"ZERORATEDOUTPUT\",\"exempt\":\"EXEMPTOUTPUT\","
                      + "\"out_of_scope\":\"NONE\"")),
          Map.entry(
              "au-freelance",
              books(
                  XeroSimulator.AUSTRALIA,
                  "\"zero_rated_export\":\"EXEMPTEXPORT\",\"exempt\":\"EXEMPTOUTPUT\"")),
          Map.entry(
              "nz-collective",
              books(XeroSimulator.NEW_ZEALAND, "\"zero_rated_export\":\"ZERORATED\"")),
          Map.entry("us-partners", books(XeroSimulator.UNITED_STATES, "\"out_of_scope\":\"NONE\"")),
          Map.entry(
              "sg-works",
              books(
                  XeroSimulator.SINGAPORE,
                  "\"zero_rated_export\":\"ZERORATEDOUTPUT\",\"exempt\":\"ES33OUTPUT\",\"out_of_scope\":\"OSOUTPUT2\"")),
          Map.entry(
              "ca-forge",
              books(
                  XeroSimulator.CANADA, "\"zero_rated_export\":\"CAN028\",\"exempt\":\"CAN030\"")),
          Map.entry(
              "ie-studio",
              books(
                  XeroSimulator.IRELAND, "\"zero_rated_export\":\"TAX005\",\"exempt\":\"TAX006\"")),
          Map.entry("hu-digital", books(XeroSimulator.HUNGARY, "\"zero_rated_export\":\"NONE\"")));

  private final XeroSimulator xero = XeroSimulator.start(0);
  private final FaultProxy wire = FaultProxy.inFrontOf(xero.baseUrl());
  private final LedgerBooks books = new XeroBooks(xero, HOME);
  private final boolean limited;

  XeroUnderTest() {
    this(false);
  }

  /**
   * @param limited whether the ledger's limits hold, at the ledger and by our own count
   */
  XeroUnderTest(boolean limited) {
    this.limited = limited;
    if (!limited) {
      xero.limits().off();
    }
    xero.limits().day(A_DAY);
  }

  XeroSimulator simulator() {
    return xero;
  }

  @Override
  public String name() {
    return "xero";
  }

  @Override
  public Map<String, String> settings() {
    String client = "spring.security.oauth2.client.";
    String ledger = "coportal.ledgers.xero.";
    Map<String, String> settings = new HashMap<>();
    // As the simulator's own limits are.
    for (String limit :
        limited ? List.<String>of() : List.of("organisation-minute", "organisation-day")) {
      settings.put(ledger + "limits." + limit + ".calls", "100000");
    }
    settings.put(ledger + "rules.look-up-after", "300ms");
    settings.putAll(
        Map.of(
            client + "registration.xero.client-id", "sim-client",
            client + "registration.xero.client-secret", "sim-secret",
            client + "provider.xero.authorization-uri",
                xero.baseUrl() + "/identity/connect/authorize",
            client + "provider.xero.token-uri", xero.baseUrl() + "/connect/token",
            ledger + "api-base-url", wire.baseUrl().toString(),
            ledger + "revocation-uri", xero.baseUrl() + "/connect/revocation",
            ledger + "response-timeout-ms", "2500",
            ledger + "rules.replay-after", "300ms",
            ledger + "batch.bytes", "256KB",
            ledger + "rules.invoice-url", "https://ledger.example/{organisation}/{id}"));
    settings.put(ledger + "rules.ledger-url", "https://ledger.example/{organisation}");
    return settings;
  }

  @Override
  public String home() {
    return HOME.toString();
  }

  @Override
  public String homeSettings() {
    return SAMPLES.get("uk-studio").settings();
  }

  @Override
  public Optional<SampleBooks> booksOf(String sampleWorkspace) {
    return Optional.of(SAMPLES.get(sampleWorkspace));
  }

  @Override
  public String roundingAccount() {
    return "null";
  }

  @Override
  public Set<String> samplesThatStandStill() {
    return Set.of();
  }

  @Override
  public URI consent(URI page, String user, String... organisations) {
    return xero.allow(
        page, user, Arrays.stream(organisations).map(UUID::fromString).toArray(UUID[]::new));
  }

  @Override
  public LedgerBooks books() {
    return books;
  }

  @Override
  public BookedContact knownContact() {
    return contacts("Mill Lane Bakery").get(0);
  }

  @Override
  public BookedContact otherKnownContact() {
    return contacts("Northgate & Sons").get(0);
  }

  @Override
  public String unknownContactId() {
    return "00000000-0000-4000-8000-00000000dead";
  }

  @Override
  public String archivedContactName() {
    return "Closed Down Ltd";
  }

  @Override
  public Ambiguity ambiguousTax() {
    return new Ambiguity(
        XeroSimulator.SOUTH_AFRICA.toString(), settingsWithAccountOnly(), "ZAR", "14", "OUTPUT");
  }

  @Override
  public String settingsWithAccountOnly() {
    return "{\"account\":\"200\"}";
  }

  @Override
  public String accountAsOffered() {
    return "200 Sales";
  }

  @Override
  public String exemptTaxCode() {
    return "EXEMPTOUTPUT";
  }

  @Override
  public Refused refused() {
    return new Refused(
        TestInvoice.plain().link("https://app.coportal.example/xero/1"), "link-not-accepted");
  }

  @Override
  public boolean roundsTaxByLine() {
    return true;
  }

  @Override
  public boolean hasContactPerCurrency() {
    return false;
  }

  @Override
  public boolean isSentAgainUnanswered() {
    return true;
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
        "idempotency-key",
        "transfer-encoding",
        "user-agent",
        "xero-tenant-id");
  }

  @Override
  public Set<String> meaningfulHeaders() {
    return Set.of("Idempotency-Key", "xero-tenant-id", "If-Modified-Since");
  }

  @Override
  public void revokeGrants() {
    xero.revokeGrant();
  }

  @Override
  public void expireAccessTokens() {
    xero.expireAccessTokens();
  }

  @Override
  public FaultScript faults() {
    return xero.faults();
  }

  @Override
  public Fault fault(LedgerFault fault) {
    return switch (fault) {
      case UNAVAILABLE -> XeroFaults.unavailable();
      case ERROR_BEFORE_WORK -> XeroFaults.serverError();
      case ERROR_AFTER_WORK -> XeroFaults.serverErrorAfterCommit();
      case GATEWAY_BEFORE_WORK -> XeroFaults.gateway(502);
      case GATEWAY_AFTER_WORK -> XeroFaults.gatewayAfterCommit(502);
      case FOREIGN_PAGE_BEFORE_WORK -> XeroFaults.html();
      case FOREIGN_PAGE_AFTER_WORK -> XeroFaults.htmlAfterCommit();
      case XML_AFTER_WORK -> LedgerFault.xmlAfterWork();
      case TRUNCATED_ANSWER -> Fault.truncatedAnswer();
      case DROPPED_BEFORE_WORK -> Fault.dropBeforeWork();
      case ANSWER_LOST -> Fault.dropAnswer();
      case SLOW_ANSWER -> Fault.slowAnswer(LATE);
      case SLOW_WORK -> Fault.slowWork(LATE);
      case TOKEN_EXPIRED -> XeroFaults.tokenExpired();
      case DISCONNECTED -> XeroFaults.disconnected();
    };
  }

  @Override
  public Map<String, Fault> passingFaults() {
    return Map.of(
        "the organisation is offline", XeroFaults.organisationOffline(),
        "the store of keys is down", XeroFaults.idempotencyStoreDown(),
        "a gateway gives up", XeroFaults.gateway(504),
        "too many at once", XeroFaults.rateLimit("concurrent", 1));
  }

  @Override
  public Fault redirect(String location) {
    return Fault.gatewayInstead("redirect", Response.redirect(location));
  }

  @Override
  public Fault limit(int retryAfterSeconds) {
    return XeroFaults.rateLimit(retryAfterSeconds > 300 ? "day" : "minute", retryAfterSeconds);
  }

  @Override
  public CallKind kind(String method, String target, String body) {
    if (!target.startsWith("/api.xro/")) {
      return CallKind.NO_CALL;
    }
    boolean read = method.equals("GET");
    if (target.contains("/Invoices")) {
      return read ? CallKind.INVOICE_READ : CallKind.INVOICE_WRITE;
    }
    return read ? CallKind.OTHER_READ : CallKind.CONTACT_WRITE;
  }

  @Override
  public String keyOf(JournalEntry entry) {
    return entry.header("Idempotency-Key");
  }

  @Override
  public FaultProxy wire() {
    return wire;
  }

  @Override
  public Journal journal() {
    return xero.journal();
  }

  @Override
  public SimulatorClock clock() {
    return xero.clock();
  }

  private static SampleBooks books(UUID organisation, String taxChoices) {
    return new SampleBooks(
        organisation.toString(), "{\"account\":\"200\",\"taxChoices\":{" + taxChoices + "}}");
  }
}
