package io.coportal.sync.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Which ledgers the parts run with that know more than one. */
final class SimulatedLedgers {
  private static final String ASKED = System.getProperty("bench.ledgers", "xero,quickbooks");

  private SimulatedLedgers() {}

  /** Each starts when it is got. */
  static List<Supplier<SimulatedLedger>> all() {
    return Arrays.stream(ASKED.split(",")).map(SimulatedLedgers::named).toList();
  }

  private static Supplier<SimulatedLedger> named(String name) {
    return switch (name) {
      case "xero" -> Xero::new;
      case "quickbooks" -> QuickBooks::new;
      default -> throw new IllegalArgumentException("bench.ledgers: xero, quickbooks");
    };
  }
}
