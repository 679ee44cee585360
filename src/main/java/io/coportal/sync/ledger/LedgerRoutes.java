package io.coportal.sync.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.connection.Ledgers;
import io.coportal.sync.problem.Causes;
import io.coportal.sync.problem.Problem;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Asks a ledger by one of its own routes while a person waits. */
@Component
class LedgerRoutes {
  private final ObjectProvider<ProducerTemplate> camel;
  private final Ledgers ledgers;

  LedgerRoutes(ObjectProvider<ProducerTemplate> camel, Ledgers ledgers) {
    this.camel = camel;
    this.ledgers = ledgers;
  }

  /**
   * @param capability the route's name without the ledger
   * @throws LedgerStop when the ledger says no
   * @throws Problem when it cannot be asked
   */
  JsonNode ask(String provider, String capability, JsonNode body, Map<String, Object> variables) {
    ledgers.get(provider);
    Exchange answered =
        camel
            .getObject()
            .send(
                "direct:" + provider + "-" + capability,
                exchange -> {
                  exchange.setVariable("provider", provider);
                  exchange.setVariable(CallGate.CLICK, true);
                  variables.forEach(exchange::setVariable);
                  exchange.getMessage().setBody(body);
                });
    if (answered.getException() != null) {
      throw known(answered.getException());
    }
    return answered.getMessage().getBody(JsonNode.class);
  }

  private static RuntimeException known(Exception failure) {
    return Causes.find(failure, Problem.class)
        .<RuntimeException>map(problem -> problem)
        .or(() -> Causes.find(failure, LedgerStop.class))
        .orElseGet(() -> new IllegalStateException(failure));
  }
}
