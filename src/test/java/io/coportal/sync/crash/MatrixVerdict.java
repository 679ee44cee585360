package io.coportal.sync.crash;

import io.coportal.sync.contract.BookedInvoice;
import io.coportal.sync.contract.CallKind;
import io.coportal.sync.contract.LedgerUnderTest;
import io.coportal.sync.simulator.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the ledger's books and journal say of a story.
 *
 * @param breaches calls refused by a limit, and calls beyond a limit in any window of its length
 * @param recut keys that came with more than one body
 */
record MatrixVerdict(int accepted, int synced, int duplicates, int lost, int breaches, long recut) {
  private static final int TOO_MANY = 429;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** As the ledgers publish them; batches count as calls here as well. */
  private record Limit(int calls, Duration window, boolean ofBatches) {}

  private static List<Limit> limits(LedgerUnderTest ledger) {
    return "xero".equals(ledger.name())
        ? List.of(new Limit(60, MINUTE, false))
        : List.of(
            new Limit(10, SECOND, false),
            new Limit(500, MINUTE, false),
            new Limit(40, MINUTE, true));
  }

  static MatrixVerdict of(MatrixStory story, LedgerUnderTest ledger) {
    int synced = 0;
    int duplicates = 0;
    int lost = 0;
    for (Push push : story.accepted()) {
      List<BookedInvoice> held = push.invoices();
      duplicates += Math.max(0, held.size() - 1) + Math.max(0, push.contacts().size() - 1);
      if (held.isEmpty()) {
        lost++;
      } else if (holds(held.get(0), push, story)) {
        synced++;
      }
    }
    return new MatrixVerdict(
        story.accepted().size(), synced, duplicates, lost, breaches(ledger), recut(ledger));
  }

  boolean isClean() {
    return synced == accepted && duplicates + lost + breaches == 0 && recut == 0;
  }

  /** The newest content, under the id that we name. */
  private static boolean holds(BookedInvoice held, Push push, MatrixStory story) {
    return held.open()
        && held.total().compareTo(push.invoice().total()) == 0
        && held.externalId().equals(story.state(push).path("externalId").asText());
  }

  private static int breaches(LedgerUnderTest ledger) {
    List<JournalEntry> calls =
        ledger.journal().requests(entry -> ledger.kind(entry) != CallKind.NO_CALL);
    int refused = (int) calls.stream().filter(call -> call.status() == TOO_MANY).count();
    return refused
        + limits(ledger).stream()
            .mapToInt(
                limit ->
                    beyond(
                        limit,
                        calls.stream()
                            .filter(call -> call.status() != TOO_MANY)
                            .filter(call -> !limit.ofBatches() || call.target().contains("/batch"))
                            .map(JournalEntry::at)
                            .toList()))
            .sum();
  }

  /** Calls before which the window that ends with them was already full. */
  private static int beyond(Limit limit, List<Instant> calls) {
    return (int)
        IntStream.range(limit.calls(), calls.size())
            .filter(n -> calls.get(n - limit.calls()).isAfter(calls.get(n).minus(limit.window())))
            .count();
  }

  private static long recut(LedgerUnderTest ledger) {
    return ledger.journal().requests(entry -> ledger.kind(entry) == CallKind.INVOICE_WRITE).stream()
        .collect(
            Collectors.groupingBy(
                ledger::keyOf, Collectors.mapping(JournalEntry::bodySha256, Collectors.toSet())))
        .values()
        .stream()
        .filter(bodies -> bodies.size() > 1)
        .count();
  }

  @Override
  public String toString() {
    return "accepted %d, synced %d, duplicates %d, lost %d, limit breaches %d, recut requests %d"
        .formatted(accepted, synced, duplicates, lost, breaches, recut);
  }
}
