package io.coportal.sync.ledger;

import io.coportal.sync.ledger.LedgerOperations.Operation;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.EventNotifierSupport;

/** Times every call that goes out to a ledger, repeats included: that is what a limit counts. */
class CallMeters extends EventNotifierSupport {
  private final MeterRegistry registry;
  private final CallBudgets budgets;

  CallMeters(MeterRegistry registry, CallBudgets budgets) {
    this.registry = registry;
    this.budgets = budgets;
    setIgnoreCamelContextInitEvents(true);
    setIgnoreCamelContextEvents(true);
    setIgnoreRouteEvents(true);
    setIgnoreServiceEvents(true);
    setIgnoreStepEvents(true);
    setIgnoreExchangeCreatedEvent(true);
    setIgnoreExchangeCompletedEvent(true);
    setIgnoreExchangeFailedEvents(true);
    setIgnoreExchangeRedeliveryEvents(true);
  }

  /** Camel takes the time only where somebody also wants to know of the beginning. */
  @Override
  public boolean isEnabled(CamelEvent event) {
    return event instanceof ExchangeSendingEvent sending
            && sending.getEndpoint() instanceof HttpEndpoint
        || event instanceof ExchangeSentEvent sent && sent.getEndpoint() instanceof HttpEndpoint;
  }

  @Override
  public void notify(CamelEvent event) {
    if (event instanceof ExchangeSentEvent sent) {
      count(sent);
    }
  }

  private void count(ExchangeSentEvent sent) {
    Exchange exchange = sent.getExchange();
    Operation operation = LedgerOperations.of(exchange);
    if (operation == null) {
      return;
    }
    Timer.builder("coportal.calls")
        .description("Calls of a ledger's API, by what they were made for and what came back")
        .tag("ledger", operation.ledger())
        .tag("operation", operation.name())
        .tag("answer", answer(exchange))
        .register(registry)
        .record(Duration.ofMillis(sent.getTimeTaken()));
    budgets.read(operation.ledger(), headers(exchange));
  }

  private static String answer(Exchange exchange) {
    Exception failure = exchange.getException();
    if (failure instanceof HttpOperationFailedException refused) {
      return refused.getStatusCode() == 429 ? "429" : statusClass(refused.getStatusCode());
    }
    if (failure != null) {
      return NeverSent.is(failure) ? "unsent" : "unanswered";
    }
    return statusClass(
        exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class));
  }

  private static String statusClass(int status) {
    return status / 100 + "xx";
  }

  private static Map<String, ?> headers(Exchange exchange) {
    Exception failure = exchange.getException();
    if (failure == null) {
      return exchange.getMessage().getHeaders();
    }
    return failure instanceof HttpOperationFailedException refused
            && refused.getResponseHeaders() != null
        ? refused.getResponseHeaders()
        : Map.of();
  }
}
