package io.coportal.sync.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** From the command to the first answer, and what the process holds then. */
final class StartPart implements Part {
  private static final int STARTS = Integer.getInteger("bench.start.starts", 3);

  @Override
  public String name() {
    return "start";
  }

  @Override
  public void measure(Results results) {
    for (var kind : BenchDatabase.Kind.asked()) {
      try (var ledger = new Xero();
          var database = BenchDatabase.start(kind)) {
        List<String> seconds = new ArrayList<>();
        long resident = 0;
        for (int start = 1; start <= STARTS; start++) {
          try (var application =
              Application.start("start-" + kind, database, List.of(ledger), Map.of())) {
            seconds.add(Results.number(application.startTime().toMillis() / 1000.0));
            resident = application.residentMegabytes();
          }
        }
        results.add(
            name(),
            "%s, start until it serves".formatted(kind),
            String.join(", ", seconds) + " s",
            "the first makes the tables; %d MB resident; classes not archived".formatted(resident));
      }
    }
  }
}
