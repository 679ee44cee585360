package io.coportal.sync.ledger;

import io.coportal.sync.connection.Connection;
import io.coportal.sync.connection.ConnectionSettings.TotalsCure;
import io.coportal.sync.invoice.Invoice;
import io.coportal.sync.invoice.TaxReason;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What an owner may choose from, in the ledger's own names, and what is still to be chosen. */
@Component
public class LedgerChoices {
  private static final List<TaxReason> REASONS_FOR_NOTHING =
      List.of(
          TaxReason.ZERO_RATED_EXPORT,
          TaxReason.EXEMPT,
          TaxReason.OUT_OF_SCOPE,
          TaxReason.NOT_REGISTERED);

  private final References references;
  private final LedgerRoutes routes;
  private final LedgerRuleBook ruleBook;
  private final Preparation preparation;
  private final Clock clock;

  LedgerChoices(
      References references,
      LedgerRoutes routes,
      LedgerRuleBook ruleBook,
      Preparation preparation,
      Clock clock) {
    this.references = references;
    this.routes = routes;
    this.ruleBook = ruleBook;
    this.preparation = preparation;
    this.clock = clock;
  }

  /** One of the ledger's codes with what the ledger calls it. */
  public record Option(String code, String name) {}

  /**
   * @param key the member of {@code taxChoices}: a reason for 0 %, or a rate in percent
   * @param reason whether it is a reason
   */
  public record TaxQuestion(String key, boolean reason, List<Option> options) {}

  /**
   * @param cures what can be done where totals differ, the ledger's default first
   * @param drafts whether the ledger knows invoices that are not booked yet
   * @param findsTaxItself whether it would find sales tax by address
   */
  public record Offer(
      List<Option> accounts,
      List<Option> roundingAccounts,
      List<TaxQuestion> taxes,
      List<TotalsCure> cures,
      boolean drafts,
      boolean findsTaxItself) {}

  /**
   * Something to choose or mend before invoices can go.
   *
   * @param invoices how many of those looked at wait for it
   */
  public record Missing(String code, String message, String cure, long invoices) {
    private Missing and(Missing more) {
      return new Missing(code, message, cure, invoices + more.invoices);
    }
  }

  /**
   * From what is remembered of the ledger, or read from it.
   *
   * @throws LedgerStop when the ledger says no
   * @throws LedgerUnreachable when it does not answer
   */
  public Offer offer(Connection connection) {
    ReferenceData known = known(connection);
    LedgerRules rules = ruleBook.of(connection.provider());
    return new Offer(
        options(known.accounts().stream().filter(ReferenceData.Account::usable)),
        options(known.accounts().stream().filter(ReferenceData.Account::usableForRounding)),
        taxes(known, connection),
        rules.totals().cures(),
        rules.holdsDrafts(),
        known.organisation().findsTaxItself());
  }

  /**
   * What would stop these invoices, the commonest first, by what is remembered of the ledger or
   * read from it. Of an invoice with several reasons the first is told.
   *
   * @throws LedgerStop when the ledger says no
   * @throws LedgerUnreachable when it does not answer
   */
  public List<Missing> missing(Connection connection, List<Invoice> invoices) {
    ReferenceData known = known(connection);
    Map<String, Missing> missing = new LinkedHashMap<>();
    for (Invoice invoice : invoices) {
      try {
        preparation.check(connection, invoice, known, null);
      } catch (LedgerStop stop) {
        Refusal why = stop.refusal();
        missing.merge(
            why.code() + " " + why.cure(),
            new Missing(why.code(), why.message(), why.cure(), 1),
            Missing::and);
      }
    }
    return missing.values().stream()
        .sorted(Comparator.comparingLong(Missing::invoices).reversed())
        .toList();
  }

  private List<TaxQuestion> taxes(ReferenceData known, Connection connection) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    List<TaxQuestion> questions = new ArrayList<>();
    for (TaxReason reason : REASONS_FOR_NOTHING) {
      questions.add(
          new TaxQuestion(reason.json(), true, taxOptions(known, BigDecimal.ZERO, today)));
    }
    Stream.concat(
            known.taxRates().stream()
                .filter(TaxRate::usable)
                .filter(rate -> !rate.anyRate())
                .map(rate -> rate.effectiveOn(today))
                .filter(rate -> rate.signum() > 0)
                .map(rate -> TaxChoice.key(rate, null)),
            connection.settings().taxChoices().keySet().stream()
                .filter(key -> Character.isDigit(key.charAt(0))))
        .distinct()
        .sorted()
        .map(key -> new TaxQuestion(key, false, taxOptions(known, new BigDecimal(key), today)))
        .filter(question -> question.options().size() > 1)
        .forEach(questions::add);
    return questions;
  }

  private static List<Option> taxOptions(ReferenceData known, BigDecimal rate, LocalDate day) {
    return known.taxRates().stream()
        .filter(TaxRate::usable)
        .filter(each -> each.charges(rate, day))
        .map(each -> new Option(each.code(), each.name()))
        .toList();
  }

  private static List<Option> options(Stream<ReferenceData.Account> accounts) {
    return accounts.map(account -> new Option(account.code(), account.name())).toList();
  }

  private ReferenceData known(Connection connection) {
    ReferenceData remembered = references.fresh(connection);
    return remembered != null
        ? remembered
        : references.store(
            connection,
            routes.ask(
                connection.provider(),
                "read-references",
                null,
                Map.of("connectionId", connection.id())));
  }
}
