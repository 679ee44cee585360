package io.coportal.sync.bench;

import io.coportal.sync.simulator.Journal;
import io.coportal.sync.simulator.JournalEntry;
import io.coportal.sync.simulator.Request;
import io.coportal.sync.simulator.xero.XeroSimulator;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Xero, by its simulator. */
final class Xero implements SimulatedLedger {
  private static final String PLENTY = "1000000";
  private static final String API = "/api.xro/2.0/";
  private static final String SETTINGS = "{\"account\":\"200\"}";

  private final XeroSimulator simulator = XeroSimulator.start(0);

  Xero() {
    simulator.limits().off();
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
        client + "registration.xero.client-id",
        "sim-client",
        client + "registration.xero.client-secret",
        "sim-secret",
        client + "provider.xero.authorization-uri",
        url() + "/identity/connect/authorize",
        client + "provider.xero.token-uri",
        url() + "/connect/token",
        ledger + "api-base-url",
        url().toString(),
        ledger + "revocation-uri",
        url() + "/connect/revocation",
        ledger + "rules.invoice-url",
        "https://ledger.example/{organisation}/{id}");
  }

  @Override
  public Map<String, String> unlimited() {
    String limits = "coportal.ledgers.xero.limits.";
    return Map.of(
        limits + "organisation-minute.calls", PLENTY,
        limits + "organisation-day.calls", PLENTY,
        limits + "application-minute.calls", PLENTY);
  }

  @Override
  public List<Books> books() {
    return List.of(
        books("uk-studio", "GB", "GBP", 20, XeroSimulator.UNITED_KINGDOM),
        books("au-freelance", "AU", "AUD", 10, XeroSimulator.AUSTRALIA),
        books("nz-collective", "NZ", "NZD", 15, XeroSimulator.NEW_ZEALAND));
  }

  private static Books books(
      String workspace, String country, String currency, int tax, UUID organisation) {
    return new Books(workspace, country, currency, tax, organisation.toString(), SETTINGS);
  }

  @Override
  public URI consent(URI page, String user, Books books) {
    return simulator.allow(page, user, UUID.fromString(books.organisation()));
  }

  @Override
  public String token(Books books) {
    return simulator.accessToken(UUID.fromString(books.organisation()));
  }

  @Override
  public URI url() {
    return simulator.baseUrl();
  }

  @Override
  public Journal journal() {
    return simulator.journal();
  }

  @Override
  public void latency(Function<Request, Duration> takes) {
    simulator.latency(takes);
  }

  @Override
  public void limits(boolean on) {
    if (on) {
      simulator.limits().on();
    } else {
      simulator.limits().off();
    }
  }

  @Override
  public void contacts(Books books, int howMany) {
    var people = simulator.people(UUID.fromString(books.organisation()));
    for (int n = 0; n < howMany; n++) {
      people.addContact("Neighbour " + n, "neighbour%d@client.example".formatted(n));
    }
  }

  @Override
  public boolean isCall(JournalEntry entry) {
    return entry.target().startsWith(API);
  }

  @Override
  public String operation(JournalEntry entry) {
    String resource = entry.target().substring(API.length()).split("[/?]", 2)[0];
    boolean references = !List.of("Invoices", "Contacts").contains(resource);
    return (entry.method().equals("GET") ? "read " : "write ")
        + (references ? "references" : resource.toLowerCase(java.util.Locale.ROOT));
  }

  @Override
  public int elements(Request request) {
    return Elements.of(request, "Invoices", "Contacts");
  }

  @Override
  public void close() {
    simulator.close();
  }
}
