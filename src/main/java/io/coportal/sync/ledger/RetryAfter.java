package io.coportal.sync.ledger;

import static java.math.BigInteger.ZERO;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/** The {@code Retry-After} header (RFC 9110 §10.2.3): seconds or an HTTP date. */
public final class RetryAfter {
  static final Duration SHORTEST = Duration.ofSeconds(1);
  static final Duration LONGEST = Duration.ofHours(24);

  private static final Pattern SECONDS = Pattern.compile("[+-]?[0-9]{1,100}");
  private static final BigInteger MOST_SECONDS = BigInteger.valueOf(LONGEST.toSeconds());

  private RetryAfter() {}

  /**
   * @return the wait, clamped to 1 second … 24 hours; empty when the header is not readable
   */
  public static Optional<Duration> parse(String header, Instant now) {
    return seconds(header).or(() -> date(header, now)).map(RetryAfter::clamped);
  }

  private static Optional<Duration> seconds(String header) {
    if (!SECONDS.matcher(header.strip()).matches()) {
      return Optional.empty();
    }
    BigInteger seconds = new BigInteger(header.strip());
    return Optional.of(Duration.ofSeconds(seconds.min(MOST_SECONDS).max(ZERO).longValue()));
  }

  private static Optional<Duration> date(String header, Instant now) {
    try {
      return Optional.of(
          Duration.between(
              now,
              ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                  .toInstant()));
    } catch (DateTimeParseException notADate) {
      return Optional.empty();
    }
  }

  private static Duration clamped(Duration wait) {
    if (wait.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
