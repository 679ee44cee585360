package io.coportal.sync.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coportal.sync.json.ExactJson;
import io.coportal.sync.ledger.JsonVariable;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.springframework.stereotype.Component;

/** Runs a mapping file as a route does, with the application's mapper and functions, but alone. */
final class MappingRunner {
  private final CamelContext camel = new DefaultCamelContext();

  MappingRunner() {
    camel.getRegistry().bind("mapper", ObjectMapper.class, ExactJson.mapper());
    camel
        .getRegistry()
        .bind(JsonVariable.class.getAnnotation(Component.class).value(), new JsonVariable());
    camel.start();
  }

  /**
   * @param variables the route's variables; may be missing
   */
  JsonNode run(Path mapping, JsonNode input, JsonNode variables) {
    Exchange exchange = new DefaultExchange(camel);
    exchange.getMessage().setBody(input);
    variables.properties().forEach(named -> exchange.setVariable(named.getKey(), named.getValue()));
    return camel
        .resolveLanguage("jq")
        .createExpression("resource:file:" + mapping)
        .evaluate(exchange, JsonNode.class);
  }

  void stop() {
    camel.stop();
  }
}
