package io.coportal.sync.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.connection.Browser;
import io.coportal.sync.json.ExactJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** CoPortal at the application's REST API, and an owner with a browser. */
final class Api {
  private static final int CALLERS = 4;
  private static final int OK = 200;
  private static final String ANY_WORKSPACE =
      """
      {"name": "Bench", "country": "GB", "baseCurrency": "GBP", "paymentTermDays": 30,
       "taxRegistered": true}""";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;
  private final Path keyFile;

  Api(int port, Path keyFile) {
    this.port = port;
    this.keyFile = keyFile;
  }

  /** Of the server, without a path. */
  String address() {
    return "http://127.0.0.1:" + port;
  }

  /** Whether it serves, found out by storing a workspace, which does no harm twice. */
  boolean serves() {
    try {
      return Files.exists(keyFile)
          && send("PUT", "/workspaces/bench", ANY_WORKSPACE).statusCode() == OK;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  /** Stores the workspace and goes through the ledger's consent. */
  void connect(Books books, SimulatedLedger ledger) {
    String workspace = "/workspaces/" + books.workspace();
    expect(OK, send("PUT", workspace, books.json()));
    var answer =
        send(
            "POST",
            workspace + "/connections/" + ledger.name() + "/links",
            "{\"settings\": " + books.settings() + "}");
    expect(201, answer);
    var owner = new Browser(port);
    URI link = URI.create(json(answer).path("url").asText());
    String leave = Browser.location(owner.get(link.getPath()));
    URI page = URI.create(Browser.location(owner.get(leave)));
    URI back = ledger.consent(page, books.workspace() + "@owner.example", books);
    owner.get(Browser.location(owner.get(back.toString())));
    var connection = send("GET", workspace + "/connections/" + ledger.name(), null);
    assertThat(json(connection).path("state").asText()).isEqualTo("CONNECTED");
  }

  /** Stores invoices, several at a time. */
  void store(List<BenchInvoice> invoices) {
    var callers = Executors.newFixedThreadPool(CALLERS);
    try {
      List<? extends Future<?>> stored =
          invoices.stream().map(invoice -> callers.submit(() -> store(invoice))).toList();
      for (Future<?> each : stored) {
        each.get();
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    } catch (java.util.concurrent.ExecutionException refused) {
      throw new IllegalStateException(refused);
    } finally {
      callers.shutdown();
    }
  }

  void store(BenchInvoice invoice) {
    var answer = send("PUT", path(invoice), invoice.json());
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
  }

  /** Presses the button, waits for the outcome, and gives the time that took. */
  Duration click(BenchInvoice invoice, SimulatedLedger ledger) {
    long before = System.nanoTime();
    var answer = send("POST", path(invoice) + "/syncs/" + ledger.name(), null, "Prefer", "wait=20");
    Duration took = Duration.ofNanos(System.nanoTime() - before);
    assertThat(json(answer).path("state").asText()).as(answer.body()).isEqualTo("SYNCED");
    return took;
  }

  /** What a back-fill of all that the ledger has not got would cost. */
  JsonNode forecast(Books books, SimulatedLedger ledger) {
    var answer = send("POST", backfills(books, ledger), "{\"dryRun\": true}");
    expect(OK, answer);
    return json(answer).path("forecast");
  }

  /** Starts it; its id. */
  String backfill(Books books, SimulatedLedger ledger) {
    var answer = send("POST", backfills(books, ledger), "{}");
    expect(202, answer);
    return json(answer).path("id").asText();
  }

  JsonNode progress(Books books, SimulatedLedger ledger, String backfill) {
    return json(send("GET", backfills(books, ledger) + "/" + backfill, null));
  }

  JsonNode cancel(Books books, SimulatedLedger ledger, String backfill) {
    return json(send("DELETE", backfills(books, ledger) + "/" + backfill, null));
  }

  private static String backfills(Books books, SimulatedLedger ledger) {
    return "/workspaces/%s/backfills/%s".formatted(books.workspace(), ledger.name());
  }

  private static String path(BenchInvoice invoice) {
    return "/workspaces/%s/invoices/%s".formatted(invoice.books().workspace(), invoice.id());
  }

  private HttpResponse<String> send(String method, String path, String body, String... headers) {
    try {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path))
              .timeout(Duration.ofSeconds(60))
              .header("Authorization", "Bearer " + Files.readString(keyFile).strip())
              .header("Content-Type", "application/json")
              .method(
                  method,
                  body == null
                      ? HttpRequest.BodyPublishers.noBody()
                      : HttpRequest.BodyPublishers.ofString(body));
      if (headers.length > 0) {
        request.headers(headers);
      }
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException noAnswer) {
      throw new UncheckedIOException(noAnswer);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }

  private static void expect(int status, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return ExactJson.mapper().readTree(answer.body());
    } catch (IOException notJson) {
      throw new UncheckedIOException(notJson);
    }
  }
}
