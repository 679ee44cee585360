package io.coportal.sync.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.springframework.stereotype.Component;

/**
 * Which failures of a provider call a moment can cure, while limits leave room for a repeat. Asked
 * by {@code routes/shared/error-policy.camel.yaml}, which says how often and after what delay.
 */
@Component("redeliveryAdvice")
public class RedeliveryAdvice {
  /** Longer waits belong to the database, where they are durable and visible. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private static final Set<Integer> GATEWAYS = Set.of(502, 504);

  private final LedgerRuleBook ruleBook;
  private final CallGate gate;
  private final Clock clock;

  RedeliveryAdvice(LedgerRuleBook ruleBook, CallGate gate, Clock clock) {
    this.ruleBook = ruleBook;
    this.gate = gate;
    this.clock = clock;
  }

  /** The token was refused. */
  public boolean rejected(Exchange exchange) {
    return failure(exchange) instanceof HttpOperationFailedException refused
        && refused.getStatusCode() == 401
        && gate.admitsAgain(exchange);
  }

  /** A limit that ends within seconds, by the ledger's own word. */
  public boolean shortLimit(Exchange exchange) {
    return failure(exchange) instanceof HttpOperationFailedException refused
        && refused.getStatusCode() == 429
        && retryAfter(refused) != null
        && retryAfter(refused).compareTo(LONGEST_WAIT) <= 0
        && gate.admitsAgain(exchange, retryAfter(refused));
  }

  /** The call never left, so repeating it is safe for every request. */
  public boolean neverSent(Exchange exchange) {
    return NeverSent.is(failure(exchange)) && gate.admitsAgain(exchange);
  }

  /**
   * The connection broke: reads may be repeated, writes only where the ledger remembers the key. A
   * time-out is not repeated here: the ledger may still be working on it.
   */
  public boolean brokenButRepeatable(Exchange exchange) {
    Exception failure = failure(exchange);
    if (failure instanceof SocketTimeoutException) {
      return false;
    }
    return repeatable(exchange) && gate.admitsAgain(exchange);
  }

  /**
   * The ledger answered with an error of its own. A gateway that lost patience (502, 504) has left
   * the ledger at work: as good as no answer.
   */
  public boolean stumbled(Exchange exchange) {
    return failure(exchange) instanceof HttpOperationFailedException refused
        && refused.getStatusCode() >= 500
        && (!GATEWAYS.contains(refused.getStatusCode()) || repeatable(exchange))
        && gate.admitsAgain(exchange);
  }

  private boolean repeatable(Exchange exchange) {
    JsonNode request = exchange.getVariable("request", JsonNode.class);
    String provider = exchange.getVariable("provider", String.class);
    return "GET".equals(request.path("method").asText())
        || ruleBook.of(provider).redeliverUnanswered();
  }

  /** Sets the delay of the coming redelivery to what the ledger asked for. */
  public void obeyRetryAfter(Exchange exchange) {
    if (failure(exchange) instanceof HttpOperationFailedException refused
        && retryAfter(refused) != null) {
      exchange.getIn().setHeader(Exchange.REDELIVERY_DELAY, retryAfter(refused).toMillis());
    }
  }

  private Duration retryAfter(HttpOperationFailedException refused) {
    Instant now = clock.instant();
    return refused.getResponseHeaders() == null
        ? null
        : refused.getResponseHeaders().entrySet().stream()
            .filter(header -> header.getKey().equalsIgnoreCase("Retry-After"))
            .findFirst()
            .flatMap(header -> RetryAfter.parse(header.getValue(), now))
            .orElse(null);
  }

  private static Exception failure(Exchange exchange) {
    return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
  }
}
