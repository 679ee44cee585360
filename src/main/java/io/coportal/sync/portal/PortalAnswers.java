package io.coportal.sync.portal;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.ledger.AnswerLimit;
import io.coportal.sync.ledger.RetryAfter;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Judges answers of CoPortal's API, as {@code ask-portal} brings them back. */
@Component("portalAnswers")
public class PortalAnswers {
  private static final Set<Integer> ABOUT_WHAT_WAS_SENT = Set.of(400, 404, 409, 410, 422);

  private final PortalSettings settings;
  private final Clock clock;

  PortalAnswers(PortalSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * The JSON of a page of changes.
   *
   * @param question what was asked
   * @throws PortalUnusable for silence, a refusal, or what something in between has written
   * @throws PageUnreadable when it is longer than allowed, or not wholly JSON
   */
  public JsonNode page(JsonNode question, JsonNode answer) {
    if (AnswerLimit.isExceeded(answer)) {
      throw new PageUnreadable(
          "it is longer than coportal.portal.longest-answer (%s)"
              .formatted(settings.longestAnswer()));
    }
    if (!successful(answer)) {
      throw question.hasNonNull("cursor") && isRefusal(answer)
          ? cursorRefused(answer)
          : unusable(answer);
    }
    if (looksLikeJson(answer)) {
      throw new PageUnreadable(
          "it is only a part of JSON, or holds a member twice, a number of more than 64 digits, or"
              + " more than 50 levels");
    }
    if (!answer.hasNonNull("json")) {
      throw unusable(answer);
    }
    return answer.get("json");
  }

  /**
   * CoPortal has taken what was written: success, and not a page of something in between, such as a
   * sign-in.
   */
  boolean isTaken(JsonNode answer) {
    return successful(answer) && !answer.hasNonNull("text");
  }

  /**
   * CoPortal's own word, in JSON, about what was sent. All else with a status of refusal may speak
   * of our key, of the address or of a gateway, and is mended for all at once.
   */
  boolean isRefusal(JsonNode answer) {
    return ABOUT_WHAT_WAS_SENT.contains(answer.path("status").asInt()) && answer.hasNonNull("json");
  }

  /** Why nothing can be concluded from the answer. */
  PortalUnusable unusable(JsonNode answer) {
    if (!answer.hasNonNull("status")) {
      return new PortalUnusable(
          "CoPortal did not answer (%s): check coportal.portal.base-url if it lasts"
              .formatted(answer.path("reason").asText()));
    }
    int status = answer.path("status").asInt();
    return new PortalUnusable(
        "CoPortal answered with status %d%s"
            .formatted(status, successful(answer) ? " and no JSON" : cure(status)),
        asked(answer));
  }

  private static String cure(int status) {
    return switch (status) {
      case 401, 403 -> ": check COPORTAL_API_KEY, and auth-header and auth-scheme beside it";
      case 400, 404, 405, 410, 422 -> ": check coportal.portal.base-url and the path";
      default -> "";
    };
  }

  private static PortalUnusable cursorRefused(JsonNode answer) {
    return new PortalUnusable(
        ("CoPortal refuses the place where reading stopped (status %d): %s. If it has forgotten that"
                + " place, read everything once more: UPDATE portal_cursor SET position = NULL")
            .formatted(answer.path("status").asInt(), beginning(answer, 200)));
  }

  /** The beginning of what came back, for people. */
  static String beginning(JsonNode answer, int longest) {
    String text =
        answer.hasNonNull("json") ? answer.get("json").toString() : answer.path("text").asText("");
    String shown = text.replaceAll("\\p{C}", " ");
    return shown.substring(0, Math.min(shown.length(), longest));
  }

  private static boolean successful(JsonNode answer) {
    int status = answer.path("status").asInt();
    return status >= 200 && status < 300;
  }

  private static boolean looksLikeJson(JsonNode answer) {
    String text = answer.path("text").asText("").stripLeading();
    return text.startsWith("{") || text.startsWith("[");
  }

  private Duration asked(JsonNode answer) {
    return RetryAfter.parse(answer.path("headers").path("retry-after").asText(""), clock.instant())
        .orElse(Duration.ZERO);
  }
}
