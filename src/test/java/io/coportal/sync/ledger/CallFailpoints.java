package io.coportal.sync.ledger;

import io.coportal.sync.failpoint.Failpoints;
import io.coportal.sync.ledger.LedgerOperations.Operation;
import java.io.IOException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Points before and after each call of a ledger, named after what it is made for. An abort is a
 * wire that breaks: before it nothing was sent, after it the answer is lost; nobody can tell which.
 */
public final class CallFailpoints implements InterceptStrategy {
  private final Failpoints failpoints;

  public CallFailpoints(Failpoints failpoints) {
    this.failpoints = failpoints;
  }

  @Override
  public Processor wrapProcessorInInterceptors(
      CamelContext camel, NamedNode node, Processor target, Processor next) {
    return isTheWire(node)
        ? new DelegateAsyncProcessor(exchange -> call(exchange, target))
        : target;
  }

  private void call(Exchange exchange, Processor wire) throws Exception {
    Operation operation = LedgerOperations.of(exchange);
    String name = operation == null ? "unnamed" : operation.ledger() + "-" + operation.name();
    pass("before-call:" + name);
    wire.process(exchange);
    pass("after-call:" + name);
  }

  private void pass(String point) throws IOException {
    if (failpoints.strikesAt(point)) {
      throw new IOException("Aborted " + point);
    }
  }

  private static boolean isTheWire(NamedNode node) {
    return node instanceof ToDefinition to && to.getUri().matches("http.*|\\{\\{baseUrl}}.*");
  }
}
