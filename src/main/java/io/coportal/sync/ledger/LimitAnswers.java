package io.coportal.sync.ledger;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a ledger's refusals by a limit (429) are read. Configuration: {@code
 * coportal.ledgers.<ledger>.limit-answers.*}.
 *
 * @param pause after one that says no time; up to a fifth comes on top, so that lanes do not return
 *     all at once
 * @param header that names the limit; null: the ledger does not name it
 * @param application how its value begins for a limit of the whole application; null: never
 * @param brief how it begins for a limit of calls at once, which a moment cures; null: never
 * @param briefPause after one of those that says no time, with the same addition
 */
record LimitAnswers(
    @DefaultValue("60s") Duration pause,
    String header,
    String application,
    String brief,
    @DefaultValue("2s") Duration briefPause) {

  boolean ofApplication(Map<String, ?> headers) {
    return named(headers, application);
  }

  Duration waitWithoutAWord(Map<String, ?> headers) {
    return named(headers, brief) ? briefPause : pause;
  }

  private boolean named(Map<String, ?> headers, String beginning) {
    return header != null
        && beginning != null
        && AnswerHeaders.text(headers, header)
            .filter(name -> lower(name).startsWith(lower(beginning)))
            .isPresent();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
