package io.coportal.sync.console;

import io.coportal.sync.reconcile.SyncState;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** How amounts, times and states are written; templates call it {@code text}. */
@Component("text")
class ConsoleText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /**
   * With the currency and as many decimals as it has; more, where the amount has more.
   *
   * @param currency ISO 4217
   */
  public String money(BigDecimal amount, String currency) {
    return amount == null ? "" : currency + "\u00a0" + number(amount, decimals(currency));
  }

  /** As precise as it is. */
  public String number(BigDecimal amount) {
    return amount == null ? "" : number(amount, 0);
  }

  private static String number(BigDecimal amount, int least) {
    BigDecimal exact = amount.stripTrailingZeros();
    int scale = Math.max(least, exact.scale());
    DecimalFormat format =
        new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ENGLISH));
    format.setMinimumFractionDigits(scale);
    format.setMaximumFractionDigits(scale);
    format.setRoundingMode(RoundingMode.UNNECESSARY);
    return format.format(exact);
  }

  private static int decimals(String currency) {
    try {
      return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    } catch (IllegalArgumentException unknown) {
      return 0;
    }
  }

  /** Until a script shows it in the viewer's zone. */
  public String time(Instant instant) {
    return instant == null ? "" : TIME.format(instant);
  }

  /** What people call it. */
  public String state(SyncState state) {
    return switch (state) {
      case QUEUED -> "Waiting";
      case SENDING -> "On its way";
      case SYNCED -> "Synced";
      case DIFFERENT -> "Differs";
      case VOIDED -> "Voided";
      case FAILED -> "Failed";
      case BLOCKED -> "Held up";
      case UNCERTAIN -> "Uncertain";
    };
  }

  /** By what a contact is, or once was, found; see {@code ContactSeen}. */
  public String found(String why) {
    return switch (why) {
      case "created" -> "created by CoPortal Sync";
      case "chosen" -> "chosen by the owner";
      case "id" -> "known by its id";
      default -> "found by its " + why;
    };
  }

  /** Words of a code such as {@code zero_rated_export}. */
  public String words(String code) {
    String words = code.replace('_', ' ').replace('-', ' ').toLowerCase(Locale.ROOT);
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
