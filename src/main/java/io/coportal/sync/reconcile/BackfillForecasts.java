package io.coportal.sync.reconcile;

import io.coportal.sync.connection.Connection;
import io.coportal.sync.ledger.CallGate;
import io.coportal.sync.ledger.LedgerRuleBook;
import io.coportal.sync.ledger.LimitForecast;
import io.coportal.sync.ledger.References;
import io.coportal.sync.reconcile.BackfillForecast.Calls;
import java.time.Clock;
import java.time.Instant;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Reckons how many calls a back-fill needs, and how long the ledger's limits make it last. */
@Component
class BackfillForecasts {
  private final BackfillMatches matches;
  private final LedgerRuleBook ruleBook;
  private final LimitForecast limits;
  private final References references;
  private final SyncRows rows;
  private final CallGate gate;
  private final Clock clock;

  BackfillForecasts(
      BackfillMatches matches,
      LedgerRuleBook ruleBook,
      LimitForecast limits,
      References references,
      SyncRows rows,
      CallGate gate,
      Clock clock) {
    this.matches = matches;
    this.ruleBook = ruleBook;
    this.limits = limits;
    this.references = references;
    this.rows = rows;
    this.gate = gate;
    this.clock = clock;
  }

  /** A client is looked up before it is created, and some ledgers' invoices before they change. */
  private record Needed(
      long references, long contactReads, long contactWrites, long invoiceReads, long writes) {
    Calls calls() {
      return new Calls(references, contactReads + contactWrites, invoiceReads + writes);
    }
  }

  BackfillForecast of(Connection connection, BackfillFilter filter) {
    var rules = ruleBook.of(connection.provider());
    var counted = matches.count(connection, filter);
    long clients = matches.newClients(connection, filter, rules.contacts().perCurrency());
    Needed needed = needed(connection, counted, clients);
    var limited =
        limits.of(
            connection.provider(),
            needed.references() + needed.contactReads() + needed.invoiceReads(),
            needed.contactWrites() + needed.writes());
    return new BackfillForecast(
        counted.invoices(),
        clients,
        needed.calls(),
        limited.limitedBy(),
        begin(connection).plus(limited.length()));
  }

  /** A limit that is used up puts it off. */
  private Instant begin(Connection connection) {
    Instant now = clock.instant();
    return Stream.of(
            now,
            rows.blockedUntil(connection.id()).orElse(now),
            gate.openFrom(connection.provider(), connection.id(), false, 0))
        .max(Instant::compareTo)
        .orElseThrow();
  }

  private Needed needed(Connection connection, BackfillMatches.Counted counted, long clients) {
    var batch = ruleBook.batch(connection.provider());
    boolean readBeforeUpdate = !ruleBook.of(connection.provider()).checksVersion();
    long updating = batches(counted.updates(), batch.invoices());
    boolean known =
        counted.creates() + counted.updates() == 0 || references.fresh(connection) != null;
    return new Needed(
        known ? 0 : ruleBook.forecast(connection.provider()).referenceCalls(),
        batches(clients, batch.contacts()),
        batches(clients, batch.contacts()),
        readBeforeUpdate ? updating : 0,
        batches(counted.creates(), batch.invoices()) + updating);
  }

  private static long batches(long things, int inOne) {
    return (things + inOne - 1) / inOne;
  }
}
