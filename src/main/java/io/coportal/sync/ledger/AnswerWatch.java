package io.coportal.sync.ledger;

import io.coportal.sync.connection.AnswerTooLong;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.springframework.stereotype.Component;

/** Learns from each answer what the ledger still takes, and whether it answers at all. */
@Component
class AnswerWatch {
  private static final int TOO_MANY = 429;

  private final LedgerRuleBook ruleBook;
  private final CallBudgets budgets;
  private final ConnectionWindows windows;
  private final ApplicationBudget application;
  private final Circuit circuit;
  private final Clock clock;

  AnswerWatch(
      LedgerRuleBook ruleBook,
      CallBudgets budgets,
      ConnectionWindows windows,
      ApplicationBudget application,
      Circuit circuit,
      Clock clock) {
    this.ruleBook = ruleBook;
    this.budgets = budgets;
    this.windows = windows;
    this.application = application;
    this.circuit = circuit;
    this.clock = clock;
  }

  /** After each try on the wire. */
  void note(String ledger, Exchange exchange) {
    Exception failure = exchange.getException();
    if (failure instanceof HttpOperationFailedException refused) {
      Map<String, ?> headers =
          refused.getResponseHeaders() == null ? Map.of() : refused.getResponseHeaders();
      answered(ledger, exchange, refused.getStatusCode(), headers);
    } else if (failure == null) {
      answered(ledger, exchange, 200, exchange.getMessage().getHeaders());
    } else if (failure instanceof AnswerTooLong) {
      circuit.answered(ledger);
    } else if (failure instanceof IOException && !exchange.getContext().getStatus().isStopping()) {
      circuit.failed(ledger, connection(exchange), CallGate.probes(exchange));
    }
  }

  /**
   * How long to wait after a limit was met and the ledger said no time.
   *
   * @param headers of the answer
   */
  Duration waitWithoutAWord(String ledger, Map<String, ?> headers) {
    LimitAnswers answers = ruleBook.ledgers().get(ledger).limitAnswers();
    return withJitter(answers.waitWithoutAWord(headers));
  }

  private void answered(String ledger, Exchange exchange, int status, Map<String, ?> headers) {
    budgets.read(ledger, headers);
    if (status >= 500) {
      circuit.failed(ledger, connection(exchange), CallGate.probes(exchange));
    } else {
      circuit.answered(ledger);
    }
    Instant now = clock.instant();
    if (status == TOO_MANY) {
      limited(ledger, connection(exchange), headers, now);
    } else if (connection(exchange) != null && CallGate.sent(exchange) != null) {
      windows.told(ledger, connection(exchange), headers, CallGate.sent(exchange), now);
    }
    application.told(ledger, headers, now);
  }

  private void limited(String ledger, String connection, Map<String, ?> headers, Instant now) {
    Duration wait =
        AnswerHeaders.text(headers, "Retry-After")
            .flatMap(text -> RetryAfter.parse(text, now))
            .orElseGet(() -> waitWithoutAWord(ledger, headers));
    if (ruleBook.ledgers().get(ledger).limitAnswers().ofApplication(headers)) {
      circuit.limited(ledger, wait);
    } else if (connection != null) {
      windows.closed(connection, now.plus(wait), now);
    }
  }

  private static String connection(Exchange exchange) {
    return exchange.getVariable("connectionId", String.class);
  }

  private static Duration withJitter(Duration wait) {
    return wait.plusMillis(ThreadLocalRandom.current().nextLong(wait.toMillis() / 5 + 1));
  }
}
