package io.coportal.sync.crash;

import io.coportal.sync.contract.LedgerUnderTest;
import io.coportal.sync.contract.LedgersUnderTest;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is done at each point, on which database, before which ledger.
 *
 * @param action {@code halt} or {@code abort}
 * @param database {@code h2} or {@code postgresql}
 */
record MatrixCase(String action, String database, String ledger) {

  static Stream<MatrixCase> all() {
    return Stream.of("halt", "abort")
        .flatMap(
            action ->
                Stream.of("h2", "postgresql")
                    .flatMap(
                        database ->
                            Stream.of("xero", "quickbooks")
                                .map(ledger -> new MatrixCase(action, database, ledger))));
  }

  /** With the ledger's limits on. */
  LedgerUnderTest limitedLedger() {
    return LedgersUnderTest.limited().stream()
        .filter(each -> each.name().equals(ledger))
        .findFirst()
        .orElseThrow();
  }

  Installation installation(LedgerUnderTest before) {
    String name = toString().replace(' ', '-');
    return "h2".equals(database)
        ? new Installation(name, List.of(before))
        : Installation.ofSeveral(name, List.of(before));
  }

  boolean halts() {
    return "halt".equals(action);
  }

  String at(String point) {
    return "--failpoints=" + action + "@" + point;
  }

  @Override
  public String toString() {
    return action + " " + database + " " + ledger;
  }
}
