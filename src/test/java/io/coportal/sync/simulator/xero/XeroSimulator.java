package io.coportal.sync.simulator.xero;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import java.util.stream.Stream;

/**
 * A Xero of its own: sign-in with consent page, connections, and an accounting ledger in memory
 * that checks, rounds, refuses and limits as the real one is documented to. Its pages for people
 * are under {@code /ledger}, its remote control under {@code /_sim}.
 *
 * <p>The client {@code sim-client} with the secret {@code sim-secret} is registered.
 */
public final class XeroSimulator implements AutoCloseable {
  public static final UUID UNITED_KINGDOM = Seeds.id("GB", 1, 0);
  public static final UUID SOUTH_AFRICA = Seeds.id("ZA", 1, 0);
  public static final UUID AUSTRALIA = Seeds.id("AU", 1, 0);
  public static final UUID NEW_ZEALAND = Seeds.id("NZ", 1, 0);
  public static final UUID UNITED_STATES = Seeds.id("US", 1, 0);
  public static final UUID SINGAPORE = Seeds.id("SG", 1, 0);
  public static final UUID CANADA = Seeds.id("CA", 1, 0);
  public static final UUID IRELAND = Seeds.id("IE", 1, 0);
  public static final UUID HUNGARY = Seeds.id("HU", 1, 0);

  private static final String CLIENT = "sim-client";

  private final SimulatorServer server;
  private final Map<UUID, Organisation> organisations;
  private final Clients clients = new Clients(Scopes.ALL);
  private final Grants grants;
  private final Limits limits;
  private final ConsentScreen consent;
  private final TokenEndpoint tokens;
  private final ConnectionsEndpoint connections;
  private final AccountingApi accounting;
  private final LedgerPages pages;
  private final Control control;
  private final Jwts jwts = new Jwts();

  private XeroSimulator(InetSocketAddress address, SimulatorClock clock) {
    organisations = Seeds.organisations(clock);
    grants = new Grants(clock);
    limits = new Limits(clock);
    clients.register(CLIENT, "sim-secret");
    consent = new ConsentScreen(clients, grants, organisations);
    tokens = new TokenEndpoint(clients, grants, jwts);
    connections = new ConnectionsEndpoint(grants, organisations);
    accounting =
        new AccountingApi(
            grants, organisations, limits, new IdempotencyStore(clock), new Answers(clock));
    pages = new LedgerPages(organisations);
    server = SimulatorServer.start(address, clock, this::route);
    control = new Control(server);
    XeroFaults.addTo(control);
    control
        .action("POST expire-access-tokens", request -> Control.done(this::expireAccessTokens))
        .action("POST revoke-grant", request -> Control.done(this::revokeGrant))
        .action("POST limits-off", request -> Control.done(limits::off))
        .action("POST limits-on", request -> Control.done(limits::on))
        .action("GET ledger", this::dump);
  }

  /**
   * Starts on the loopback address with the system's clock.
   *
   * @param port 0 takes any free one
   */
  public static XeroSimulator start(int port) {
    return start(port, SimulatorClock.real());
  }

  public static XeroSimulator start(int port, SimulatorClock clock) {
    return start(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), clock);
  }

  /** Starts on an address of one's choice, such as every one of a container. */
  public static XeroSimulator start(InetSocketAddress address, SimulatorClock clock) {
    return new XeroSimulator(address, clock);
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
   * @param user who is signed in; each user has connections of its own
   * @return where the browser is sent, with the code and the state
   * @throws IllegalStateException if the page shows an error instead
   */
  public URI allow(URI authorize, String user, UUID... tenants) {
    return new Browser()
        .allow(authorize, user, Stream.of(tenants).map(UUID::toString).toArray(String[]::new));
  }

  /** Connects organisations with {@code sim-client} at once; an access token with all scopes. */
  public String accessToken(UUID... tenants) {
    return tokens.immediate(CLIENT, ConsentScreen.USERS.get(0), List.of(tenants));
  }

  /** Every access token given out so far answers 401 TokenExpired; refreshing still works. */
  public void expireAccessTokens() {
    grants.expireAccessTokens();
  }

  /** Every user withdraws: tokens and connections are gone, refreshing answers invalid_grant. */
  public void revokeGrant() {
    grants.revokeEverything();
  }

  /** A person disconnects the application from an organisation: 403, refreshing still works. */
  public void disconnect(UUID tenant) {
    grants.disconnect(tenant);
  }

  /**
   * What people and other applications do in an organisation's books.
   *
   * @throws IllegalArgumentException if there is no such organisation
   */
  public People people(UUID tenant) {
    return new People(
        Optional.ofNullable(organisations.get(tenant))
            .orElseThrow(() -> new IllegalArgumentException("No organisation " + tenant)));
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
    if (path.equals("api.xro/2.0") || path.startsWith("api.xro/2.0/")) {
      return accounting.answer(request, segments.subList(2, segments.size()));
    }
    if (path.equals("connections") || path.startsWith("connections/")) {
      return connections.answer(request, segments.subList(1, segments.size()));
    }
    if (path.equals("ledger") || path.startsWith("ledger/")) {
      return pages.answer(segments.subList(1, segments.size()));
    }
    return switch (path) {
      case "identity/connect/authorize" -> consent.answer(request);
      case "connect/token" -> request.work(() -> tokens.token(request));
      case "connect/revocation" -> request.work(() -> tokens.revocation(request));
      case ".well-known/openid-configuration/jwks" -> Response.json(200, jwts.keySet());
      case "" -> Response.redirect("/ledger");
      default -> Response.html(404, "");
    };
  }

  private Response dump(Request request) {
    var segments = request.segments();
    var books =
        organisations.values().stream()
            .filter(found -> List.of(found.profile.id().toString()).equals(rest(segments)))
            .findFirst();
    if (books.isEmpty()) {
      return Response.empty(404);
    }
    synchronized (books.get()) {
      var json = JsonNodeFactory.instance.objectNode();
      var contacts = json.putArray("Contacts");
      books.get().contacts.values().forEach(found -> contacts.add(ContactJson.full(found)));
      var invoices = json.putArray("Invoices");
      var shape = new InvoiceJson(books.get(), 4);
      books.get().invoices.values().forEach(found -> invoices.add(shape.full(found)));
      return Response.json(200, json);
    }
  }

  private static List<String> rest(List<String> segments) {
    return segments.subList(Math.min(2, segments.size()), segments.size());
  }
}
