package io.coportal.sync.reconcile;

import io.coportal.sync.connection.Connection;
import io.coportal.sync.ledger.LedgerRuleBook;
import io.coportal.sync.ledger.References;
import io.coportal.sync.reconcile.BackfillForecast.Calls;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Reckons how many calls a back-fill needs, and how long the ledger's limits make it last. */
@Component
class BackfillForecasts {
  /** A contact is looked up before it is created. */
  private static final int CALLS_FOR_CONTACTS = 2;

  private final BackfillMatches matches;
  private final LedgerRuleBook ruleBook;
  private final References references;
  private final Clock clock;

  BackfillForecasts(
      BackfillMatches matches, LedgerRuleBook ruleBook, References references, Clock clock) {
    this.matches = matches;
    this.ruleBook = ruleBook;
    this.references = references;
    this.clock = clock;
  }

  BackfillForecast of(Connection connection, BackfillFilter filter) {
    var rules = ruleBook.of(connection.provider());
    var counted = matches.count(connection, filter);
    long clients = matches.newClients(connection, filter, rules.contacts().perCurrency());
    Calls calls = calls(connection, counted, clients);
    int aMinute = ruleBook.forecast(connection.provider()).callsAMinute();
    Duration length = Duration.ofMinutes(1).multipliedBy(calls.total()).dividedBy(aMinute);
    return new BackfillForecast(
        counted.invoices(),
        clients,
        calls,
        "The ledger allows %d calls a minute; %d are needed.".formatted(aMinute, calls.total()),
        clock.instant().plus(length));
  }

  private Calls calls(Connection connection, BackfillMatches.Counted counted, long clients) {
    var batch = ruleBook.batch(connection.provider());
    boolean readBeforeUpdate = !ruleBook.of(connection.provider()).checksVersion();
    long writes = counted.creates() + counted.updates();
    long updating = batches(counted.updates(), batch.invoices());
    boolean known = writes == 0 || references.fresh(connection) != null;
    return new Calls(
        known ? 0 : ruleBook.forecast(connection.provider()).referenceCalls(),
        CALLS_FOR_CONTACTS * batches(clients, batch.contacts()),
        batches(counted.creates(), batch.invoices())
            + (readBeforeUpdate ? 2 * updating : updating));
  }

  private static long batches(long things, int inOne) {
    return (things + inOne - 1) / inOne;
  }
}
