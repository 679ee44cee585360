package io.coportal.sync.portal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coportal.sync.ledger.WireAddress;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/**
 * The only way out to CoPortal. Address and key are ours alone; a mapping chooses method, path,
 * query and body (JSON: method, path, query, body), and no header.
 */
@Component("portalCall")
public class PortalCall {
  private final PortalSettings settings;
  private final ObjectMapper json;

  PortalCall(PortalSettings settings, ObjectMapper json) {
    this.settings = settings;
    this.json = json;
  }

  /** Turns the request in the body into the message that is sent. */
  public void prepare(Exchange exchange) throws JsonProcessingException {
    Message message = exchange.getMessage();
    JsonNode request = message.getBody(JsonNode.class);
    message.removeHeaders("*");
    message.setHeader(Exchange.HTTP_METHOD, request.path("method").asText());
    message.setHeader(Exchange.HTTP_PATH, WireAddress.path(request.path("path").asText()));
    String query = request.path("query").asText();
    if (!query.isEmpty()) {
      message.setHeader(Exchange.HTTP_QUERY, WireAddress.query(query));
    }
    message.setHeader("Accept", "application/json");
    message.setHeader(settings.authHeader(), settings.authorisation());
    if (request.hasNonNull("body")) {
      message.setHeader(Exchange.CONTENT_TYPE, "application/json");
      message.setBody(json.writeValueAsString(request.get("body")));
    } else {
      message.setBody(null);
    }
  }
}
