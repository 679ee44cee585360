package io.coportal.sync.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/** Serves one simulated provider over HTTP: scripted faults, journal, plumbing. */
public final class SimulatorServer implements AutoCloseable {
  static final String CONTROL = "/_sim";

  /** Pages for people to look at the simulated books, and at CoPortal's invoices. */
  private static final List<String> PAGES = List.of("/ledger", "/portal");

  static {
    // Header and body leave in two writes; with Nagle's algorithm every answer waits 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService workers;
  private final SimulatorClock clock;
  private final Function<Request, Response> provider;
  private final FaultScript faults = new FaultScript();
  private final Journal journal = new Journal();
  private final AtomicLong sequence = new AtomicLong();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Function<Request, Duration> latency = request -> Duration.ZERO;

  private SimulatorServer(
      HttpServer server, SimulatorClock clock, Function<Request, Response> provider) {
    this.server = server;
    this.clock = clock;
    this.provider = provider;
    this.workers =
        Executors.newCachedThreadPool(
            work -> {
              var thread = new Thread(work, "simulator");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Starts to serve on the loopback address; port 0 takes any free one. */
  public static SimulatorServer start(
      int port, SimulatorClock clock, Function<Request, Response> provider) {
    return start(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), clock, provider);
  }

  /**
   * Starts to serve on an address of one's choice, such as every one of a container.
   *
   * @throws UncheckedIOException if the port is taken
   */
  public static SimulatorServer start(
      InetSocketAddress address, SimulatorClock clock, Function<Request, Response> provider) {
    try {
      var started = new SimulatorServer(HttpServer.create(address, 0), clock, provider);
      started.server.createContext("/", started::serve);
      started.server.setExecutor(started.workers);
      started.server.start();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(address + " cannot be served", e);
    }
  }

  public URI baseUrl() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  public SimulatorClock clock() {
    return clock;
  }

  public FaultScript faults() {
    return faults;
  }

  public Journal journal() {
    return journal;
  }

  /** How long the provider's own work on a request takes, from now on; at first no time. */
  public void latency(Function<Request, Duration> takes) {
    latency = takes;
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    workers.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    var request = read(exchange);
    if (ownPath(request.rawPath())) {
      send(exchange, answer(request));
      return;
    }
    var fault = faults.draw(request);
    request.script(fault, latency.apply(request), this::pause);
    try {
      var answer = struck(request, fault);
      journal.record(request, answer, fault.map(Fault::name).orElse(""));
      send(exchange, answer);
    } finally {
      request.answered();
    }
  }

  /** The simulator's own paths are neither journalled nor struck by faults. */
  private static boolean ownPath(String path) {
    return path.startsWith(CONTROL) || PAGES.stream().anyMatch(path::startsWith);
  }

  private Response struck(Request request, Optional<Fault> fault) {
    if (fault.filter(Fault::strikesOnArrival).isPresent()) {
      return fault.get().apply(null, this::pause);
    }
    if (fault.filter(Fault::worksBehindTheAnswer).isPresent()) {
      workers.execute(
          () -> {
            pause(fault.get().delay().toMillis());
            answer(request);
          });
      return fault.get().ahead();
    }
    var answer = answer(request);
    return fault.filter(Fault::strikesTheAnswer).isPresent()
        ? fault.get().apply(answer, this::pause)
        : answer;
  }

  private Response answer(Request request) {
    try {
      return provider.apply(request);
    } catch (RuntimeException bug) {
      var trace = new StringWriter();
      bug.printStackTrace(new PrintWriter(trace));
      return Response.text(599, "The simulator itself failed: " + trace);
    }
  }

  private Request read(HttpExchange exchange) throws IOException {
    var uri = exchange.getRequestURI();
    return new Request(
        sequence.incrementAndGet(),
        clock.instant(),
        exchange.getRequestMethod(),
        uri.getRawPath(),
        uri.getRawQuery(),
        exchange.getRequestHeaders(),
        body(exchange));
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    var sent = exchange.getRequestBody().readAllBytes();
    var packed = "gzip".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    if (!packed || sent.length == 0) {
      return sent;
    }
    try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(sent))) {
      return unpacked.readAllBytes();
    }
  }

  private static void send(HttpExchange exchange, Response answer) throws IOException {
    try (exchange) {
      if (answer != null) {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        var length = answer.body().length;
        exchange.sendResponseHeaders(answer.status(), length == 0 ? -1 : length);
        if (length > 0) {
          exchange.getResponseBody().write(answer.body());
        }
      }
    }
  }

  private void pause(long millis) {
    try {
      var ended = closed.await(millis, TimeUnit.MILLISECONDS);
      if (ended) {
        throw new IllegalStateException("The simulator was closed during a scripted delay");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The simulator was closed during a scripted delay", e);
    }
  }
}
