package io.coportal.sync.portal;

import com.fasterxml.jackson.databind.JsonNode;
import org.springframework.stereotype.Component;

/** Judges answers of CoPortal's API to questions. */
@Component("portalAnswers")
public class PortalAnswers {

  /**
   * The JSON of an answer of success.
   *
   * @param answer of {@code ask-portal}
   * @throws PortalUnusable for a refusal, silence, or anything that is not JSON
   */
  public JsonNode successful(JsonNode answer) {
    if (answer.hasNonNull("failure")) {
      throw new PortalUnusable(
          "CoPortal did not answer (%s): check coportal.portal.base-url if it lasts"
              .formatted(reason(answer)));
    }
    int status = answer.path("status").asInt();
    if (status < 200 || status >= 300) {
      throw PortalUnusable.status(status, "coportal.portal.pull");
    }
    if (!answer.hasNonNull("json")) {
      throw new PortalUnusable("CoPortal's answer is not JSON, or only a part of it");
    }
    return answer.get("json");
  }

  private static String reason(JsonNode answer) {
    return answer.path("reason").asText();
  }
}
