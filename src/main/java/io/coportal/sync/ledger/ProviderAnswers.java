package io.coportal.sync.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.json.ExactJson;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.springframework.stereotype.Component;

/**
 * What came back from a guarded call, as JSON for the mappings: {@code status}, {@code headers}
 * (names in lower case), {@code json} when the body is JSON, the beginning of the {@code text} when
 * it is not; or {@code failure} when there was no answer. With {@code doubtful} an earlier try of
 * the same call broke off: it may have worked, whatever the last one says.
 */
@Component("providerAnswers")
public class ProviderAnswers {
  private static final int LONGEST_TEXT = 2000;
  private static final int TOO_MANY = 429;
  private static final String RETRY_AFTER = "retry-after";

  private final ObjectMapper json;
  private final AnswerWatch watch;
  private final CallGate gate;

  ProviderAnswers(ObjectMapper json, AnswerWatch watch, CallGate gate) {
    this.json = json;
    this.watch = watch;
    this.gate = gate;
  }

  /**
   * The message holds an answer with a status of success, or what {@link #failed} made of a
   * failure.
   */
  public JsonNode answered(Exchange exchange) {
    if (exchange.getMessage().getBody() instanceof JsonNode failure) {
      return failure;
    }
    Integer status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    return answer(
        exchange,
        status,
        exchange.getMessage().getHeaders(),
        exchange.getMessage().getBody(String.class));
  }

  /**
   * The call failed: with an answer of refusal, or without any answer. Where a new token would have
   * helped, and a limit left no room for the second call, the limit is what is waited for.
   */
  public JsonNode failed(Exchange exchange) {
    Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    if (failure instanceof HttpOperationFailedException refused
        && !tokenPending(exchange, refused)) {
      return answer(
          exchange,
          refused.getStatusCode(),
          refused.getResponseHeaders(),
          refused.getResponseBody());
    }
    JsonNode heldBack =
        failure instanceof HttpOperationFailedException && !doubtful(exchange)
            ? gate.heldBackAgain(exchange)
            : null;
    if (heldBack != null) {
      return heldBack;
    }
    ObjectNode node = json.createObjectNode();
    boolean notSent = NeverSent.is(failure) || failure instanceof HttpOperationFailedException;
    node.put("failure", notSent && !doubtful(exchange) ? "not-sent" : "unknown");
    node.put("reason", failure.getClass().getSimpleName());
    return node;
  }

  private JsonNode answer(Exchange exchange, int status, Map<String, ?> headers, String body) {
    ObjectNode node = json.createObjectNode();
    node.put("status", status);
    node.put("doubtful", doubtful(exchange));
    ObjectNode kept = node.putObject("headers");
    if (headers != null) {
      headers.forEach(
          (name, value) -> {
            if (value != null && !name.startsWith("Camel")) {
              kept.put(name.toLowerCase(Locale.ROOT), value.toString());
            }
          });
    }
    if (status == TOO_MANY) {
      sayWhen(kept, exchange);
    }
    JsonNode parsed = parsed(body);
    node.set("json", parsed);
    if (parsed.isNull() && body != null && !body.isBlank()) {
      node.put("text", body.substring(0, Math.min(body.length(), LONGEST_TEXT)));
    }
    return node;
  }

  /** A limit without a time that can be read: what is known of this ledger stands in for it. */
  private void sayWhen(ObjectNode headers, Exchange exchange) {
    Map<String, String> said =
        json.convertValue(headers, new TypeReference<Map<String, String>>() {});
    boolean readable =
        said.containsKey(RETRY_AFTER)
            && RetryAfter.parse(said.get(RETRY_AFTER), Instant.EPOCH).isPresent();
    String provider = exchange.getVariable("provider", String.class);
    // CoPortal's own API is called by the same route, and whoever asked it knows how long to wait.
    if (!readable && provider != null) {
      headers.put(RETRY_AFTER, Long.toString(watch.waitWithoutAWord(provider, said).toSeconds()));
    }
  }

  /**
   * Refused before any work, and with another token the same call may be taken: the sign-in service
   * was away, or the one redelivery was used up by something else.
   */
  private static boolean tokenPending(Exchange exchange, HttpOperationFailedException refused) {
    return refused.getStatusCode() == 401
        && !exchange.getVariable(GuardedCall.TOKEN_RENEWED, true, Boolean.class);
  }

  private static boolean doubtful(Exchange exchange) {
    return exchange.getVariable(GuardedCall.DOUBTFUL, false, Boolean.class);
  }

  private JsonNode parsed(String body) {
    if (body == null || body.isBlank()) {
      return json.nullNode();
    }
    try {
      return ExactJson.read(body);
    } catch (JsonProcessingException notJson) {
      return json.nullNode();
    }
  }
}
