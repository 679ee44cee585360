package io.coportal.sync.ledger;

import io.coportal.sync.connection.Ledgers;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.springframework.stereotype.Component;

/**
 * Knows what a call is made for: the capability is the first route of a ledger that an exchange
 * comes into, whatever helpers it goes through on its way to the wire.
 */
@Component
class LedgerOperations implements RoutePolicyFactory {
  private static final String PROPERTY = "coportalLedgerOperation";

  private final Ledgers ledgers;

  LedgerOperations(Ledgers ledgers) {
    this.ledgers = ledgers;
  }

  /**
   * @param name the route's id without the ledger's name
   */
  record Operation(String ledger, String name) {}

  /** Null outside of a ledger's routes. */
  static Operation of(Exchange exchange) {
    return exchange.getProperty(PROPERTY, Operation.class);
  }

  @Override
  public RoutePolicy createRoutePolicy(CamelContext camel, String routeId, NamedNode route) {
    return ledgers.names().stream()
        .filter(ledger -> routeId.startsWith(ledger + "-"))
        .findFirst()
        .map(ledger -> new Named(new Operation(ledger, routeId.substring(ledger.length() + 1))))
        .orElse(null);
  }

  private static final class Named extends RoutePolicySupport {
    private final Operation operation;

    private Named(Operation operation) {
      this.operation = operation;
    }

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
      if (of(exchange) == null) {
        exchange.setProperty(PROPERTY, operation);
      }
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
      if (operation.equals(of(exchange))) {
        exchange.removeProperty(PROPERTY);
      }
    }
  }
}
