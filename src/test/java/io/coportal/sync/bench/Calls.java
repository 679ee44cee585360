package io.coportal.sync.bench;

import io.coportal.sync.simulator.JournalEntry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A ledger's calls since a moment, from its journal. */
record Calls(SimulatedLedger ledger, List<JournalEntry> entries) {
  private static final int TOO_MANY = 429;

  /** The number of the last request that has arrived. */
  static long mark(SimulatedLedger ledger) {
    return ledger.journal().requests().stream().mapToLong(JournalEntry::sequence).max().orElse(0);
  }

  static Calls since(SimulatedLedger ledger, long mark) {
    return new Calls(
        ledger,
        ledger.journal().requests(entry -> entry.sequence() > mark && ledger.isCall(entry)));
  }

  int count() {
    return entries.size();
  }

  long reads() {
    return entries.stream().filter(entry -> ledger.operation(entry).startsWith("read")).count();
  }

  long refusedForALimit() {
    return entries.stream().filter(entry -> entry.status() == TOO_MANY).count();
  }

  Map<String, Long> byOperation() {
    return entries.stream()
        .collect(Collectors.groupingBy(ledger::operation, TreeMap::new, Collectors.counting()));
  }

  /** From the arrival of the first to that of the last. */
  Duration span() {
    return Duration.between(entries.get(0).at(), entries.get(entries.size() - 1).at());
  }
}
