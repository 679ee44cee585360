package io.coportal.sync.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.FaultProxy;
import io.coportal.sync.simulator.FaultScript;
import io.coportal.sync.simulator.Journal;
import io.coportal.sync.simulator.JournalEntry;
import io.coportal.sync.simulator.Request;
import io.coportal.sync.simulator.Response;
import io.coportal.sync.simulator.SimulatorClock;
import io.coportal.sync.simulator.xero.People;
import io.coportal.sync.simulator.xero.XeroFaults;
import io.coportal.sync.simulator.xero.XeroSimulator;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** Xero, by its simulator. */
final class XeroUnderTest implements LedgerUnderTest {
  private static final UUID HOME = XeroSimulator.UNITED_KINGDOM;

  /** Longer than the application waits under test. */
  private static final Duration LATE = Duration.ofMillis(3500);

  private static final Map<String, SampleBooks> SAMPLES =
      Map.of(
          "uk-studio",
          books(
              XeroSimulator.UNITED_KINGDOM,
              "\"zero_rated_export\":\"ZERORATEDOUTPUT\",\"exempt\":\"EXEMPTOUTPUT\","
                  + "\"out_of_scope\":\"NONE\",\"not_registered\":\"NONE\""),
          "za-agency",
          books(
              XeroSimulator.SOUTH_AFRICA,
              "\"zero_rated_export\":\"ZERORATEDOUTPUT\",\"exempt\":\"EXEMPTOUTPUT\","
                  + "\"out_of_scope\":\"NONE\""),
          "au-freelance",
          books(
              XeroSimulator.AUSTRALIA,
              "\"zero_rated_export\":\"EXEMPTEXPORT\",\"exempt\":\"EXEMPTOUTPUT\""),
          "nz-collective",
          books(XeroSimulator.NEW_ZEALAND, "\"zero_rated_export\":\"ZERORATED\""),
          "us-partners",
          books(XeroSimulator.UNITED_STATES, "\"out_of_scope\":\"NONE\""));

  private final XeroSimulator xero = XeroSimulator.start(0);
  private final FaultProxy wire = FaultProxy.inFrontOf(xero.baseUrl());

  XeroUnderTest() {
    xero.limits().off();
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
    return Map.of(
        client + "registration.xero.client-id", "sim-client",
        client + "registration.xero.client-secret", "sim-secret",
        client + "provider.xero.authorization-uri", xero.baseUrl() + "/identity/connect/authorize",
        client + "provider.xero.token-uri", xero.baseUrl() + "/connect/token",
        ledger + "api-base-url", wire.baseUrl().toString(),
        ledger + "revocation-uri", xero.baseUrl() + "/connect/revocation",
        ledger + "response-timeout-ms", "2500",
        ledger + "rules.replay-after", "300ms",
        ledger + "rules.invoice-url", "https://ledger.example/{organisation}/{id}");
  }

  @Override
  public String home() {
    return HOME.toString();
  }

  @Override
  public String homeSettings() {
    return booksOf("uk-studio").settings();
  }

  @Override
  public SampleBooks booksOf(String sampleWorkspace) {
    return SAMPLES.get(sampleWorkspace);
  }

  @Override
  public URI consent(URI page, String user, String... organisations) {
    return xero.allow(
        page, user, Arrays.stream(organisations).map(UUID::fromString).toArray(UUID[]::new));
  }

  @Override
  public List<BookedInvoice> invoices(String organisation, String number) {
    return xero.people(UUID.fromString(organisation)).invoices(number).stream()
        .map(XeroUnderTest::booked)
        .toList();
  }

  @Override
  public List<BookedContact> contacts(String name) {
    return people().contacts().stream()
        .filter(contact -> contact.path("Name").asText().equalsIgnoreCase(name))
        .map(
            contact ->
                new BookedContact(
                    contact.path("ContactID").asText(),
                    contact.path("Name").asText(),
                    contact.path("EmailAddress").asText()))
        .toList();
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
  public void takeNumber(String number) {
    people().takeNumber(number);
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
  public String refusedLink() {
    return "https://app.coportal.example/xero/1";
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
  public void voidByPerson(String externalId) {
    people().voidByUser(UUID.fromString(externalId));
  }

  @Override
  public void payByPerson(String externalId, BigDecimal amount) {
    people().recordPayment(UUID.fromString(externalId), amount);
  }

  @Override
  public void revokeGrants() {
    xero.revokeGrant();
  }

  @Override
  public void disconnectByPerson() {
    xero.disconnect(HOME);
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
  public Fault redirect(String location) {
    return Fault.gatewayInstead("redirect", Response.redirect(location));
  }

  @Override
  public Fault limit(int retryAfterSeconds) {
    return XeroFaults.rateLimit(retryAfterSeconds > 300 ? "day" : "minute", retryAfterSeconds);
  }

  @Override
  public Predicate<Request> writes() {
    return request -> request.isWrite() && request.target().contains("/Invoices");
  }

  @Override
  public Predicate<Request> reads() {
    return request -> request.method().equals("GET") && request.target().contains("/Invoices");
  }

  @Override
  public boolean isCall(JournalEntry entry) {
    return entry.target().startsWith("/api.xro/");
  }

  @Override
  public boolean isInvoiceWrite(JournalEntry entry) {
    return !entry.method().equals("GET") && entry.target().contains("/Invoices");
  }

  @Override
  public boolean isInvoiceRead(JournalEntry entry) {
    return entry.method().equals("GET") && entry.target().contains("/Invoices");
  }

  @Override
  public boolean isContactWrite(JournalEntry entry) {
    return !entry.method().equals("GET") && entry.target().contains("/Contacts");
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

  private People people() {
    return xero.people(HOME);
  }

  private static SampleBooks books(UUID organisation, String taxChoices) {
    return new SampleBooks(
        organisation.toString(), "{\"account\":\"200\",\"taxChoices\":{" + taxChoices + "}}");
  }

  private static BookedInvoice booked(JsonNode json) {
    String status = json.path("Status").asText();
    return new BookedInvoice(
        json.path("InvoiceID").asText(),
        json.path("InvoiceNumber").asText(),
        json.path("Reference").asText(),
        json.path("Url").asText(),
        json.path("Contact").path("ContactID").asText(),
        json.path("Contact").path("Name").asText(),
        day(json, "DateString"),
        day(json, "DueDateString"),
        json.path("CurrencyCode").asText(),
        status.equals("AUTHORISED"),
        status.equals("VOIDED"),
        json.path("SentToContact").asBoolean(),
        json.path("SubTotal").decimalValue(),
        json.path("TotalTax").decimalValue(),
        json.path("Total").decimalValue(),
        StreamSupport.stream(json.path("LineItems").spliterator(), false)
            .map(
                line ->
                    new BookedInvoice.Line(
                        line.path("Description").asText(),
                        line.path("Quantity").decimalValue(),
                        line.path("UnitAmount").decimalValue(),
                        line.path("TaxType").asText()))
            .toList());
  }

  private static LocalDate day(JsonNode json, String name) {
    return json.hasNonNull(name)
        ? LocalDate.parse(json.path(name).asText().substring(0, 10))
        : null;
  }
}
