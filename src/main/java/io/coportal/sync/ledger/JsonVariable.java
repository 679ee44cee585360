package io.coportal.sync.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.List;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.path.Path;
import org.apache.camel.Exchange;
import org.apache.camel.language.jq.JqFunctions;
import org.springframework.stereotype.Component;

/**
 * {@code json("name")} in a mapping: the route's variable as JSON. Camel's own {@code
 * variable("name")} gives text, and reading it back with {@code fromjson} would pass decimals
 * through floating point.
 */
@Component("json/1")
public class JsonVariable extends JqFunctions.ExchangeAwareFunction {

  @Override
  protected void doApply(
      Scope scope,
      List<Expression> args,
      JsonNode in,
      Path path,
      PathOutput output,
      Version version,
      Exchange exchange)
      throws JsonQueryException {
    args.get(0)
        .apply(
            scope,
            in,
            name -> {
              JsonNode value = exchange.getVariable(name.asText(), JsonNode.class);
              output.emit(value == null ? NullNode.getInstance() : value, null);
            });
  }
}
