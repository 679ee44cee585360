package io.coportal.sync.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.coportal.sync.simulator.Journal;
import io.coportal.sync.simulator.JournalEntry;
import io.coportal.sync.simulator.Request;
import io.coportal.sync.simulator.quickbooks.QuickBooksSimulator;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** QuickBooks Online, by its simulator. */
final class QuickBooks implements SimulatedLedger {
  private static final String PLENTY = "1000000";
  private static final String API = "/v3/company/";
  private static final Pattern FROM = Pattern.compile("from\\s+(\\w+)", Pattern.CASE_INSENSITIVE);

  private final QuickBooksSimulator simulator = QuickBooksSimulator.start(0);

  QuickBooks() {
    simulator.limits().off();
  }

  @Override
  public String name() {
    return "quickbooks";
  }

  @Override
  public Map<String, String> settings() {
    String client = "spring.security.oauth2.client.";
    String ledger = "coportal.ledgers.quickbooks.";
    return Map.of(
        client + "registration.quickbooks.client-id",
        "sim-client",
        client + "registration.quickbooks.client-secret",
        "sim-secret",
        client + "provider.quickbooks.authorization-uri",
        url() + "/connect/oauth2",
        client + "provider.quickbooks.token-uri",
        url() + "/oauth2/v1/tokens/bearer",
        ledger + "api-base-url",
        url().toString(),
        ledger + "revocation-uri",
        url() + "/v2/oauth2/tokens/revoke",
        ledger + "rules.invoice-url",
        "https://ledger.example/{organisation}/{id}");
  }

  @Override
  public Map<String, String> unlimited() {
    String limits = "coportal.ledgers.quickbooks.limits.";
    return Map.of(
        limits + "company-minute.calls", PLENTY,
        limits + "company-second.calls", PLENTY,
        limits + "company-batches.calls", PLENTY);
  }

  @Override
  public List<Books> books() {
    return List.of(
        books("uk-studio", "GB", "GBP", 20, QuickBooksSimulator.UNITED_KINGDOM, "10"),
        books("au-freelance", "AU", "AUD", 10, QuickBooksSimulator.AUSTRALIA, "2010"),
        books("nz-collective", "NZ", "NZD", 15, QuickBooksSimulator.NEW_ZEALAND, "4010"));
  }

  private static Books books(
      String workspace, String country, String currency, int tax, String realm, String item) {
    return new Books(
        workspace, country, currency, tax, realm, "{\"account\":\"%s\"}".formatted(item));
  }

  @Override
  public URI consent(URI page, String user, Books books) {
    return simulator.allow(page, user, books.organisation());
  }

  @Override
  public String token(Books books) {
    return simulator.accessToken(books.organisation());
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
    var people = simulator.people(books.organisation());
    for (int n = 0; n < howMany; n++) {
      people.addCustomer(
          JsonNodeFactory.instance.objectNode().put("DisplayName", "Neighbour " + n));
    }
  }

  @Override
  public boolean isCall(JournalEntry entry) {
    return entry.target().startsWith(API);
  }

  @Override
  public String operation(JournalEntry entry) {
    String resource = entry.target().split("[?]", 2)[0].split("/")[4];
    if (entry.method().equals("GET")) {
      return "read " + entity(resource, entry.target());
    }
    if (entry.body().contains("\"Query\"")) {
      return "read batch";
    }
    if (!resource.equals("batch")) {
      return "write " + resource;
    }
    return entry.body().contains("\"Invoice\"") ? "write invoices" : "write contacts";
  }

  private static String entity(String resource, String target) {
    var from = FROM.matcher(URLDecoder.decode(target, StandardCharsets.UTF_8));
    String entity = from.find() ? from.group(1).toLowerCase(Locale.ROOT) : resource;
    return switch (entity) {
      case "customer" -> "contacts";
      case "invoice" -> "invoices";
      default -> "references";
    };
  }

  @Override
  public int elements(Request request) {
    return Elements.of(request, "BatchItemRequest");
  }

  @Override
  public void close() {
    simulator.close();
  }
}
