package io.coportal.sync.ledger;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * What a {@code send-request} route answers for a frozen request.
 *
 * @param failure null when the ledger answered; {@code not-sent} when no byte reached it, {@code
 *     unknown} when nobody can say
 * @param status HTTP status of the answer
 * @param doubtful whether an earlier try of the same call broke off, so that it may have worked
 *     whatever the last one says
 * @param retryAfter the answer's {@code Retry-After} header, may be null
 * @param correlationId the provider's id of the call, for its support
 * @param outcomes one for each member, in the order sent; empty when the request as a whole was
 *     refused
 * @param problems why the request as a whole was refused
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SendResult(
    String failure,
    Integer status,
    boolean doubtful,
    String retryAfter,
    String correlationId,
    List<Outcome> outcomes,
    List<ErrorCatalogue.ProviderProblem> problems) {

  public SendResult {
    outcomes = outcomes == null ? List.of() : List.copyOf(outcomes);
    problems = problems == null ? List.of() : List.copyOf(problems);
  }

  /**
   * @param ok whether the ledger took this member
   * @param invoice what it holds now, when it did
   * @param problems why not, when it did not; none when the answer does not tell either
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Outcome(
      boolean ok, HeldInvoice invoice, List<ErrorCatalogue.ProviderProblem> problems) {
    public Outcome {
      problems = problems == null ? List.of() : List.copyOf(problems);
    }

    /** Neither taken nor refused: a success in words that are not the ledger's. */
    public boolean saysNothing() {
      return !ok && problems.isEmpty();
    }
  }
}
