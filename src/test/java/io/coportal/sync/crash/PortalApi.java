package io.coportal.sync.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.contract.LedgerUnderTest;
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

/** CoPortal at our REST API. */
final class PortalApi {
  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;
  private final Path keyFile;

  PortalApi(int port, Path keyFile) {
    this.base = "http://127.0.0.1:%d/api/v1/workspaces/".formatted(port);
    this.keyFile = keyFile;
  }

  /** Whether it serves, found out by storing the workspace, which does no harm twice. */
  boolean serves() {
    try {
      return Files.exists(keyFile) && create(Company.BRITISH) == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  /** Stores the workspace; how that ended. */
  int create(Company company) {
    return send("PUT", company.workspace(), company.json()).statusCode();
  }

  /** A one-time address for the owner's browser. */
  String connectLink(Company company, LedgerUnderTest ledger, String settings) {
    var answer =
        send("POST", connection(company, ledger) + "/links", "{\"settings\": " + settings + "}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return json(answer).path("url").asText();
  }

  void disconnect(Company company, LedgerUnderTest ledger) {
    var answer = send("DELETE", connection(company, ledger), null);
    assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
  }

  String connectionState(Company company, LedgerUnderTest ledger) {
    return json(send("GET", connection(company, ledger), null)).path("state").asText();
  }

  /** Presses the button and is back with the 202. */
  void accept(Push push) {
    var answer = press(push);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }

  /**
   * Presses the button.
   *
   * @throws UncheckedIOException when the application dies meanwhile
   */
  HttpResponse<String> press(Push push) {
    return send("POST", sync(push), push.invoice().json());
  }

  /** Stores an invoice that is new, without a button. */
  void storeNew(TestInvoice invoice) {
    var answer = store(invoice);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  /** Starts a back-fill of all that the ledger has not got; its id. */
  String startBackfill(Company company, LedgerUnderTest ledger) {
    var answer = backfill(company, ledger);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return json(answer).path("id").asText();
  }

  /** How far a back-fill is. */
  JsonNode progress(Company company, LedgerUnderTest ledger, String backfill) {
    return json(send("GET", backfills(company, ledger) + "/" + backfill, null));
  }

  private static String backfills(Company company, LedgerUnderTest ledger) {
    return company.workspace() + "/backfills/" + ledger.name();
  }

  /** The invoice's state in the ledger as we show it. */
  JsonNode state(Push push) {
    return json(send("GET", sync(push), null));
  }

  private static String connection(Company company, LedgerUnderTest ledger) {
    return company.workspace() + "/connections/" + ledger.name();
  }

  private static String sync(Push push) {
    return "%s/invoices/%s/syncs/%s"
        .formatted(push.invoice().company().workspace(), push.invoice().id(), push.ledger().name());
  }

  /**
   * Stores the invoice and asks for no ledger.
   *
   * @throws UncheckedIOException when the application dies meanwhile
   */
  HttpResponse<String> store(TestInvoice invoice) {
    return send("PUT", invoice.company().workspace() + "/invoices/" + invoice.id(), invoice.json());
  }

  /** Asks for everything that the ledger has not got. */
  HttpResponse<String> backfill(Company company, LedgerUnderTest ledger) {
    return send("POST", backfills(company, ledger), "{}");
  }

  /** From now on the ledger is fed without a button. */
  void syncByItself(Company company, LedgerUnderTest ledger) {
    var answer = send("PATCH", connection(company, ledger), "{\"autoSync\": true}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** An invoice as we hold it, with its state in each ledger. */
  JsonNode invoice(Company company, String id) {
    return json(send("GET", company.workspace() + "/invoices/" + id, null));
  }

  /** What was read from CoPortal and not taken. */
  JsonNode refusals(Company company) {
    return json(send("GET", company.workspace() + "/pull-refusals", null));
  }

  /** A caller with another key, who reads the workspace. */
  int statusWith(String key) {
    return send("GET", Company.BRITISH.workspace(), null, key).statusCode();
  }

  private HttpResponse<String> send(String method, String path, String body) {
    try {
      return send(method, path, body, Files.readString(keyFile).strip());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private HttpResponse<String> send(String method, String path, String body, String key) {
    try {
      var request =
          HttpRequest.newBuilder(URI.create(base + path))
              .timeout(Duration.ofSeconds(20))
              .header("Authorization", "Bearer " + key)
              .header("Content-Type", "application/json")
              .method(
                  method,
                  body == null
                      ? HttpRequest.BodyPublishers.noBody()
                      : HttpRequest.BodyPublishers.ofString(body));
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException noAnswer) {
      throw new UncheckedIOException(noAnswer);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return ExactJson.mapper().readTree(answer.body());
    } catch (IOException notJson) {
      throw new UncheckedIOException(notJson);
    }
  }
}
