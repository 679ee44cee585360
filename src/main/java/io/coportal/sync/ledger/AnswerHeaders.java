package io.coportal.sync.ledger;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads headers of an answer, whose names come in any case. */
final class AnswerHeaders {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  private AnswerHeaders() {}

  static Optional<String> text(Map<String, ?> headers, String name) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name) && header.getValue() != null)
        .map(header -> header.getValue().toString().strip())
        .findFirst();
  }

  /** Empty when the header is missing, or no number of up to nine digits. */
  static OptionalLong number(Map<String, ?> headers, String name) {
    return text(headers, name)
        .filter(value -> NUMBER.matcher(value).matches())
        .map(value -> OptionalLong.of(Long.parseLong(value)))
        .orElse(OptionalLong.empty());
  }
}
