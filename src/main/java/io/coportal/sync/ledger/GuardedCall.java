package io.coportal.sync.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.connection.AccessToken;
import io.coportal.sync.connection.Connection;
import io.coportal.sync.connection.LedgerNotConfigured;
import io.coportal.sync.connection.LiveConnections;
import io.coportal.sync.connection.TokenBroker;
import io.coportal.sync.connection.TokenEndpointUnavailable;
import io.coportal.sync.problem.Problem;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The only way out to a ledger. Everything that steers the call (host, tenant, token, headers) is
 * set here from our own tables and configuration; nothing of an inbound request reaches the wire.
 *
 * <p>Variables in: {@code provider}, and {@code connectionId} or, before an organisation is chosen,
 * {@code grantId}; {@code request} (JSON: method, path, query, headers, body, key).
 */
@Component("guardedCall")
public class GuardedCall {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedCall.class);

  /** In a path: replaced by the ledger's own id of the connection's organisation. */
  private static final String ORGANISATION = "{organisation}";

  private static final String ROTATION = "tokenRotation";

  /** Variable: an earlier try of this call may have reached the ledger, so it may have worked. */
  static final String DOUBTFUL = "doubtful";

  /**
   * Variable: after a refusal of the token this call went out with a fresh one, or there will never
   * be one. While it is false a refusal says nothing about the consent; a call that needs none has
   * no such variable.
   */
  static final String TOKEN_RENEWED = "tokenRenewed";

  private final LiveConnections connections;
  private final TokenBroker tokens;
  private final LedgerRuleBook ruleBook;
  private final CallGate gate;

  GuardedCall(
      LiveConnections connections, TokenBroker tokens, LedgerRuleBook ruleBook, CallGate gate) {
    this.connections = connections;
    this.tokens = tokens;
    this.ruleBook = ruleBook;
    this.gate = gate;
  }

  /** Turns the request variable into the message that is sent, with a live access token. */
  public void prepare(Exchange exchange) {
    JsonNode request = exchange.getVariable("request", JsonNode.class);
    LedgerRules rules = ruleBook.of(exchange.getVariable("provider", String.class));
    String connectionId = connectionId(exchange);
    Connection connection = connectionId == null ? null : connections.byId(connectionId);
    Message message = exchange.getMessage();
    message.removeHeaders("*");
    exchange.removeVariable(DOUBTFUL);
    exchange.setVariable(TOKEN_RENEWED, false);
    message.setHeader(Exchange.HTTP_METHOD, request.path("method").asText());
    message.setHeader(Exchange.HTTP_PATH, WireAddress.path(path(connection, request)));
    if (request.hasNonNull("query")) {
      message.setHeader(Exchange.HTTP_QUERY, WireAddress.query(request.path("query").asText()));
    }
    setHeaders(message, request, rules);
    organisation(connection, message, rules);
    AccessToken token = connection == null ? accessToken(exchange) : tokens.accessToken(connection);
    authorise(message, exchange, token);
    JsonNode body = request.path("body");
    message.setBody(body.isMissingNode() || body.isNull() ? null : text(body));
  }

  /** Before a redelivery: the same bytes and key, with a token that is still good. */
  public void authoriseAgain(Exchange exchange) {
    gate.again(exchange);
    Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    int status =
        failure instanceof HttpOperationFailedException refused ? refused.getStatusCode() : 0;
    boolean rejected = status == 401;
    boolean refusedBeforeWork = status >= 400 && status < 500;
    if (!refusedBeforeWork && !NeverSent.is(failure)) {
      exchange.setVariable(DOUBTFUL, true);
    }
    try {
      authorise(
          exchange.getMessage(), exchange, rejected ? freshToken(exchange) : accessToken(exchange));
      exchange.setVariable(TOKEN_RENEWED, rejected);
    } catch (TokenEndpointUnavailable | LedgerNotConfigured passing) {
      LOG.debug("No token now for a redelivery: {}", passing.code());
    } catch (Problem noToken) {
      // The redelivery goes out with the old token, is refused again, and that answer is
      // classified.
      exchange.setVariable(TOKEN_RENEWED, rejected);
      LOG.debug("No fresh token for a redelivery: {}", noToken.code());
    }
  }

  private AccessToken accessToken(Exchange exchange) {
    String connectionId = connectionId(exchange);
    return connectionId == null
        ? tokens.accessTokenOfGrant(exchange.getVariable("grantId", String.class))
        : tokens.accessToken(connectionId);
  }

  private AccessToken freshToken(Exchange exchange) {
    return connectionId(exchange) == null
        ? accessToken(exchange)
        : tokens.refreshAfterRejection(
            connectionId(exchange), exchange.getVariable(ROTATION, Long.class));
  }

  private static String connectionId(Exchange exchange) {
    return exchange.getVariable("connectionId", String.class);
  }

  private static void authorise(Message message, Exchange exchange, AccessToken token) {
    message.setHeader("Authorization", "Bearer " + token.text());
    exchange.setVariable(ROTATION, token.rotation());
  }

  private static String path(Connection connection, JsonNode request) {
    String path = request.path("path").asText();
    return path.contains(ORGANISATION)
        ? path.replace(ORGANISATION, connection.organisationId())
        : path;
  }

  private static void organisation(Connection connection, Message message, LedgerRules rules) {
    if (connection != null && rules.organisationHeader() != null) {
      message.setHeader(rules.organisationHeader(), connection.organisationId());
    }
  }

  private static void setHeaders(Message message, JsonNode request, LedgerRules rules) {
    message.setHeader("Accept", "application/json");
    if (request.hasNonNull("body")) {
      message.setHeader(Exchange.CONTENT_TYPE, "application/json");
    }
    for (Map.Entry<String, JsonNode> header : request.path("headers").properties()) {
      if (!rules.requestHeaders().contains(header.getKey().toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException(
            "The request header " + header.getKey() + " is not on the ledger's allow-list");
      }
      message.setHeader(header.getKey(), header.getValue().asText());
    }
  }

  private static String text(JsonNode body) {
    return body.isTextual() ? body.textValue() : body.toString();
  }
}
