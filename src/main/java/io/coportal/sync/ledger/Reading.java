package io.coportal.sync.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coportal.sync.ledger.ErrorCatalogue.ProviderProblem;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Reads what the ledger routes answer to look-ups. A look-up that failed is never "not found": it
 * stops the invoice with the ledger's reason.
 */
@Component("reading")
public class Reading {
  private final ObjectMapper json;
  private final ErrorCatalogue catalogue;

  Reading(ObjectMapper json, ErrorCatalogue catalogue) {
    this.json = json;
    this.catalogue = catalogue;
  }

  /**
   * Lets an answer of success pass; anything else stops here, also a success in which the ledger
   * complains.
   *
   * @param answer of a guarded call
   * @throws LedgerUnreachable when the ledger gave no answer, or something in between gave one, or
   *     it refused the repeat of a call that may have worked
   * @throws LedgerStop when it refused
   */
  public JsonNode successful(String provider, JsonNode answer) {
    String retryAfter = answer.path("headers").path("retry-after").asText(null);
    if (answer.hasNonNull("failure")) {
      if (HeldBack.REFUSAL.code().equals(answer.path("reason").asText())) {
        throw new RefusedLookUp(HeldBack.REFUSAL, retryAfter);
      }
      throw new LedgerUnreachable(provider, answer.path("reason").asText());
    }
    int status = answer.path("status").asInt();
    if (status >= 200 && status < 300 && answer.path("problems").isEmpty()) {
      return readable(provider, answer);
    }
    Refusal refusal = catalogue.classify(provider, status, firstProblem(answer));
    if (answer.path("doubtful").asBoolean() && refusal.errorClass().isLasting()) {
      throw new LedgerUnreachable(provider, "a repeat was refused: " + refusal.code());
    }
    throw new RefusedLookUp(refusal, retryAfter);
  }

  private static JsonNode readable(String provider, JsonNode answer) {
    if (!answer.hasNonNull("json")) {
      throw new LedgerUnreachable(provider, "the answer is not JSON");
    }
    return answer;
  }

  private ProviderProblem firstProblem(JsonNode answer) {
    JsonNode problems = answer.path("problems");
    return problems.isEmpty()
        ? new ProviderProblem(null, null)
        : json.convertValue(problems.get(0), ProviderProblem.class);
  }

  /** One invoice, as it was stored. */
  public HeldInvoice invoice(String stored) {
    return stored(stored, HeldInvoice.class);
  }

  /** Sums, as they were stored. */
  public Totals totals(String stored) {
    return stored(stored, Totals.class);
  }

  private <T> T stored(String text, Class<T> type) {
    try {
      return json.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("What was stored cannot be read: " + type, e);
    }
  }

  /** The invoices in a {@code find-invoices} answer. */
  public List<HeldInvoice> invoices(JsonNode found) {
    return json.convertValue(found.path("invoices"), new TypeReference<>() {});
  }
}
