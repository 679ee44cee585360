package io.coportal.sync.simulator.quickbooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.coportal.sync.json.ExactJson;
import io.coportal.sync.simulator.Browser;
import io.coportal.sync.simulator.Clients;
import io.coportal.sync.simulator.Control;
import io.coportal.sync.simulator.FaultScript;
import io.coportal.sync.simulator.Journal;
import io.coportal.sync.simulator.Jwts;
import io.coportal.sync.simulator.Request;
import io.coportal.sync.simulator.Response;
import io.coportal.sync.simulator.SimulatorClock;
import io.coportal.sync.simulator.SimulatorServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * A QuickBooks Online of its own: sign-in with consent page and an accounting ledger in memory that
 * checks, rounds, refuses and limits as the real one is documented to. Its pages for people are
 * under {@code /ledger}, its remote control under {@code /_sim}.
 *
 * <p>The client {@code sim-client} with the secret {@code sim-secret} is registered. Companies are
 * named by their realm id.
 */
public final class QuickBooksSimulator implements AutoCloseable {
  /** GBP, several currencies. */
  public static final String UNITED_KINGDOM = "9130350000000044";

  /** ZAR, several currencies. */
  public static final String SOUTH_AFRICA = "9130350000000027";

  /** AUD alone. */
  public static final String AUSTRALIA = "9130350000000061";

  /** NZD alone. */
  public static final String NEW_ZEALAND = "9130350000000064";

  /** USD alone, manual sales tax. */
  public static final String UNITED_STATES = "9130350000000001";

  /** SGD alone. */
  public static final String SINGAPORE = "9130350000000065";

  /** CAD and USD; some tax codes are made of two taxes. */
  public static final String CANADA = "9130350000001204";

  /** EUR and GBP. */
  public static final String IRELAND = "9130350000000353";

  /** HUF, and currencies of no and of three decimals. */
  public static final String HUNGARY = "9130350000000036";

  private static final String CLIENT = "sim-client";

  private final SimulatorServer server;
  private final Map<String, Company> companies;
  private final Clients clients = new Clients(Scopes.ALL);
  private final Grants grants;
  private final Limits limits;
  private final RequestIds requestIds;
  private final ConsentScreen consent;
  private final TokenEndpoint tokens;
  private final AccountingApi accounting;
  private final LedgerPages pages;
  private final Control control;
  private final Jwts jwts = new Jwts();

  private QuickBooksSimulator(InetSocketAddress address, SimulatorClock clock) {
    var answers = new Answers(clock);
    companies = Seeds.companies(clock);
    grants = new Grants(clock);
    limits = new Limits(clock);
    requestIds = new RequestIds(clock, answers);
    clients.register(CLIENT, "sim-secret");
    consent = new ConsentScreen(clients, grants, companies);
    tokens = new TokenEndpoint(clients, grants, jwts);
    accounting = new AccountingApi(grants, companies, limits, requestIds, answers);
    pages = new LedgerPages(companies);
    server = SimulatorServer.start(address, clock, this::route);
    control = new Control(server);
    QuickBooksFaults.addTo(control);
    control
        .action("POST expire-access-tokens", request -> Control.done(this::expireAccessTokens))
        .action("POST revoke-grant", request -> Control.done(this::revokeGrant))
        .action("POST limits-off", request -> Control.done(limits::off))
        .action("POST limits-on", request -> Control.done(limits::on))
        .action("POST payment", this::payment)
        .action("GET ledger", this::dump);
  }

  /**
   * Starts on the loopback address with the system's clock.
   *
   * @param port 0 takes any free one
   */
  public static QuickBooksSimulator start(int port) {
    return start(port, SimulatorClock.real());
  }

  public static QuickBooksSimulator start(int port, SimulatorClock clock) {
    return start(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), clock);
  }

  /** Starts on an address of one's choice, such as every one of a container. */
  public static QuickBooksSimulator start(InetSocketAddress address, SimulatorClock clock) {
    return new QuickBooksSimulator(address, clock);
  }

  public URI baseUrl() {
    return server.baseUrl();
  }

  public SimulatorClock clock() {
    return server.clock();
  }

  public FaultScript faults() {
    return server.faults();
  }

  public Journal journal() {
    return server.journal();
  }

  /** How long the ledger's own work on a request takes, from now on; at first no time. */
  public void latency(Function<Request, Duration> takes) {
    server.latency(takes);
  }

  public Limits limits() {
    return limits;
  }

  /** What a repeated {@code requestid} does. */
  public RequestIds requestIds() {
    return requestIds;
  }

  public void registerClient(String id, String secret) {
    clients.register(id, secret);
  }

  public void registerRedirect(String uri) {
    clients.registerRedirect(uri);
  }

  /**
   * Does what a user's browser would: agrees on the consent page.
   *
   * @param authorize the address the application sent the browser to
   * @param user who is signed in
   * @return where the browser is sent, with the code, the state and the realm id
   * @throws IllegalStateException if the page shows an error instead
   */
  public URI allow(URI authorize, String user, String realm) {
    return new Browser().allow(authorize, user, realm);
  }

  /** Connects a company with {@code sim-client} at once; an access token. */
  public String accessToken(String realm) {
    return tokens.immediate(CLIENT, ConsentScreen.USERS.get(0), realm);
  }

  /** Every access token given out so far answers 401 with code 3200; refreshing still works. */
  public void expireAccessTokens() {
    grants.expireAccessTokens();
  }

  /** Every user withdraws: tokens are gone, refreshing answers invalid_grant. */
  public void revokeGrant() {
    grants.revokeEverything();
  }

  /** A person disconnects the application: 403 with code 3100, refreshing answers invalid_grant. */
  public void disconnect(String realm) {
    grants.disconnect(realm);
  }

  /** Whether a replaced refresh token works for another day; it is dead at once by default. */
  public void graceForReplacedRefreshTokens(boolean day) {
    grants.grace(day);
  }

  /**
   * What people and other applications do in a company's books.
   *
   * @throws IllegalArgumentException if there is no such company
   */
  public People people(String realm) {
    return new People(
        Optional.ofNullable(companies.get(realm))
            .orElseThrow(() -> new IllegalArgumentException("No company " + realm)));
  }

  @Override
  public void close() {
    server.close();
  }

  private Response route(Request request) {
    return control.answer(request).orElseGet(() -> provider(request));
  }

  private Response provider(Request request) {
    var segments = request.segments();
    var path = String.join("/", segments).toLowerCase(Locale.ROOT);
    if (path.equals("ledger") || path.startsWith("ledger/")) {
      return pages.answer(segments.subList(1, segments.size()));
    }
    if (path.isEmpty()) {
      return Response.redirect("/ledger");
    }
    return traced(api(request, path, segments));
  }

  private Response api(Request request, String path, List<String> segments) {
    if (path.startsWith("v3/company/")) {
      return accounting.answer(request, segments.subList(2, segments.size()));
    }
    return switch (path) {
      case "connect/oauth2" -> consent.answer(request);
      case "oauth2/v1/tokens/bearer" -> request.work(() -> tokens.token(request));
      case "v2/oauth2/tokens/revoke" -> request.work(() -> tokens.revocation(request));
      case "op/v1/jwks" -> Response.json(200, jwts.keySet());
      case ".well-known/openid_configuration", ".well-known/openid_sandbox_configuration" ->
          TokenEndpoint.discovery(baseUrl());
      default -> Response.html(404, "");
    };
  }

  /** Support asks for this header of every answer. */
  private static Response traced(Response answer) {
    var id = UUID.randomUUID().toString().replace("-", "");
    return answer.with(QuickBooksFaults.TID, "1-" + id.substring(0, 8) + "-" + id.substring(8));
  }

  private Response payment(Request request) {
    try {
      var body = ExactJson.mapper().readTree(request.body());
      return Control.done(() -> paid(body));
    } catch (IOException | IllegalArgumentException wrong) {
      return Response.text(400, String.valueOf(wrong.getMessage()));
    }
  }

  private void paid(JsonNode body) {
    people(body.path("realm").asText())
        .recordPayment(body.path("invoice").asText(), Amounts.of(body, "amount"));
  }

  private Response dump(Request request) {
    var segments = request.segments();
    var books = companies.get(segments.size() == 3 ? segments.get(2) : "");
    if (books == null) {
      return Response.empty(404);
    }
    var people = new People(books);
    var json = JsonNodeFactory.instance.objectNode();
    json.putArray("Customers").addAll(people.customers());
    json.putArray("Invoices").addAll(people.invoices());
    return Response.json(200, json);
  }
}
