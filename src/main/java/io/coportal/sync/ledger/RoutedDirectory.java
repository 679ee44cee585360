package io.coportal.sync.ledger;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coportal.sync.connection.Connection;
import io.coportal.sync.connection.Ledgers;
import io.coportal.sync.connection.Organisation;
import io.coportal.sync.connection.OrganisationDirectory;
import io.coportal.sync.connection.OrganisationRefused;
import io.coportal.sync.problem.Causes;
import io.coportal.sync.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Asks the ledger by its own routes: {@code <ledger>-list-organisations}, {@code
 * <ledger>-disconnect}.
 */
@Component
class RoutedDirectory implements OrganisationDirectory {
  private final ObjectProvider<ProducerTemplate> camel;
  private final Ledgers ledgers;
  private final ObjectMapper json;

  RoutedDirectory(ObjectProvider<ProducerTemplate> camel, Ledgers ledgers, ObjectMapper json) {
    this.camel = camel;
    this.ledgers = ledgers;
    this.json = json;
  }

  @Override
  public List<Organisation> list(String provider, String grantId, Map<String, String> callback) {
    try {
      JsonNode found =
          ask(
              provider,
              "list-organisations",
              json.valueToTree(callback),
              exchange -> exchange.setVariable("grantId", grantId));
      return json.convertValue(found.path("organisations"), new TypeReference<>() {});
    } catch (LedgerStop stop) {
      throw forOwner(stop);
    }
  }

  private static RuntimeException forOwner(LedgerStop stop) {
    Refusal refusal = stop.refusal();
    return switch (refusal.errorClass()) {
      case RECONNECT -> new OrganisationRefused(refusal.message());
      case FIX_LEDGER -> new Problem(409, refusal.code(), refusal.message(), refusal.cure());
      default -> stop;
    };
  }

  @Override
  public void disconnect(Connection connection) {
    ask(
        connection.provider(),
        "disconnect",
        json.valueToTree(
            Map.of("providerConnectionId", String.valueOf(connection.providerConnectionId()))),
        exchange -> exchange.setVariable("connectionId", connection.id()));
  }

  private JsonNode ask(
      String provider, String capability, JsonNode body, Consumer<Exchange> variables) {
    ledgers.get(provider);
    Exchange answered =
        camel
            .getObject()
            .send(
                "direct:" + provider + "-" + capability,
                exchange -> {
                  exchange.setVariable("provider", provider);
                  exchange.setVariable(CallGate.CLICK, true);
                  variables.accept(exchange);
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
