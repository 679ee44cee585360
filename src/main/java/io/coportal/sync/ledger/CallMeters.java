package io.coportal.sync.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.ledger.LedgerOperations.Operation;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
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
  private final AnswerWatch watch;

  CallMeters(MeterRegistry registry, AnswerWatch watch) {
    this.registry = registry;
    this.watch = watch;
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
        .tag("kind", kind(exchange))
        .tag("answer", answer(exchange))
        .register(registry)
        .record(Duration.ofMillis(sent.getTimeTaken()));
    watch.note(operation.ledger(), exchange);
  }

  private static String kind(Exchange exchange) {
    JsonNode request = exchange.getVariable("request", JsonNode.class);
    return "GET".equals(request.path("method").asText()) ? "read" : "write";
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
}
