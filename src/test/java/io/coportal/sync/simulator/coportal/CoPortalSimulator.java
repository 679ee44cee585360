package io.coportal.sync.simulator.coportal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.simulator.Control;
import io.coportal.sync.simulator.FaultScript;
import io.coportal.sync.simulator.Journal;
import io.coportal.sync.simulator.Request;
import io.coportal.sync.simulator.Response;
import io.coportal.sync.simulator.SimulatorClock;
import io.coportal.sync.simulator.SimulatorServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * A CoPortal with an API: {@code GET /v1/invoices} lists changed invoices, {@code PUT
 * /v1/workspaces/{w}/invoices/{i}/sync/{ledger}} takes what became of one. Its remote control is
 * under {@code /_sim}, its pages for people under {@code /portal}.
 */
public final class CoPortalSimulator implements AutoCloseable {
  /** The key that {@code Authorization: Bearer} has to carry. */
  public static final String KEY = "sk_live_simulated";

  private final SimulatorServer server;
  private final Changes changes;
  private final WrittenBack writtenBack = new WrittenBack();
  private final Availability availability;
  private final PortalPages pages;
  private final Control control;

  private CoPortalSimulator(InetSocketAddress address, SimulatorClock clock) {
    changes = new Changes(clock);
    availability = new Availability(clock);
    pages = new PortalPages(changes, writtenBack);
    server = SimulatorServer.start(address, clock, this::route);
    control = new Control(server).action("GET written-back", request -> dump());
  }

  /**
   * Starts on the loopback address with the system's clock.
   *
   * @param port 0 takes any free one
   */
  public static CoPortalSimulator start(int port) {
    return start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), SimulatorClock.real());
  }

  /** Starts on an address of one's choice, such as every one of a container. */
  public static CoPortalSimulator start(InetSocketAddress address, SimulatorClock clock) {
    return new CoPortalSimulator(address, clock);
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

  /** The invoices, and how the next pages misbehave. */
  public Changes changes() {
    return changes;
  }

  /** What the application told. */
  public WrittenBack writtenBack() {
    return writtenBack;
  }

  /** Every call answers 503 until the clock has gone so far. */
  public void downFor(Duration outage) {
    availability.downFor(outage);
  }

  @Override
  public void close() {
    server.close();
  }

  private Response route(Request request) {
    return request.segments().stream().findFirst().filter("portal"::equals).isPresent()
        ? pages.answer(request)
        : control.answer(request).orElseGet(() -> request.work(() -> api(request)));
  }

  private Response api(Request request) {
    if (availability.isDown()) {
      return Response.html(503, "<html><body>We will be back soon.</body></html>");
    }
    if (!request.header("Authorization").orElse("").equals("Bearer " + KEY)) {
      return refusal(401, "invalid_key");
    }
    List<String> path = request.segments();
    if (request.method().equals("GET") && path.equals(List.of("v1", "invoices"))) {
      return changes.page(request);
    }
    if (request.method().equals("PUT") && path.size() == 7 && path.get(5).equals("sync")) {
      return changes.invoice(path.get(2), path.get(4)).isPresent()
          ? writtenBack.take(path.get(2), path.get(4), path.get(6), request)
          : refusal(404, "no_such_invoice");
    }
    return refusal(404, "no_such_path");
  }

  private Response dump() {
    return Response.json(200, writtenBack.all());
  }

  static Response refusal(int status, String error) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("error", error);
    return Response.json(status, (JsonNode) body);
  }
}
