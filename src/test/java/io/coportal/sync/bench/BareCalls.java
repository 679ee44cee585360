package io.coportal.sync.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.coportal.sync.simulator.JournalEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Makes the calls that the application has just made for an invoice once more, past it: under
 * another number and another key, so that the ledger does the same work again.
 */
final class BareCalls {
  private static final String OK = "2";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final SimulatedLedger ledger;
  private final String token;
  private long mark;

  BareCalls(SimulatedLedger ledger) {
    this.ledger = ledger;
    this.token = ledger.token(ledger.home());
  }

  void begin() {
    mark = Calls.mark(ledger);
  }

  /** How long the ledger takes for the calls since then that name the invoice. */
  Duration repeat(String number) {
    List<JournalEntry> calls =
        Calls.since(ledger, mark).entries().stream()
            .filter(entry -> entry.target().contains(number) || entry.body().contains(number))
            .toList();
    assertThat(calls).as("calls for " + number).isNotEmpty();
    return calls.stream().map(call -> repeat(call, number)).reduce(Duration.ZERO, Duration::plus);
  }

  private Duration repeat(JournalEntry call, String number) {
    String key = UUID.randomUUID().toString();
    String other = number.replaceFirst(".", "Z");
    var request =
        HttpRequest.newBuilder(
                ledger
                    .url()
                    .resolve(
                        call.target()
                            .replaceFirst("requestid=[^&]*", "requestid=" + key)
                            .replace(number, other)))
            .header("Authorization", "Bearer " + token)
            .header("Accept", "application/json")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .method(call.method(), body(call.body().replace(number, other)));
    if (!call.header("xero-tenant-id").isEmpty()) {
      request.header("xero-tenant-id", call.header("xero-tenant-id"));
    }
    return timed(request.build());
  }

  private static HttpRequest.BodyPublisher body(String text) {
    return text.isEmpty()
        ? HttpRequest.BodyPublishers.noBody()
        : HttpRequest.BodyPublishers.ofString(text);
  }

  private Duration timed(HttpRequest request) {
    try {
      long before = System.nanoTime();
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      Duration took = Duration.ofNanos(System.nanoTime() - before);
      assertThat(Integer.toString(answer.statusCode())).as(answer.body()).startsWith(OK);
      return took;
    } catch (IOException noAnswer) {
      throw new UncheckedIOException(noAnswer);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }
}
