package io.coportal.sync.ledger;

import io.coportal.sync.connection.Connection;
import io.coportal.sync.connection.LiveConnections;
import io.coportal.sync.ledger.Rounding.TaxedLine;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * A ledger that rounds tax in one of several ways does not say which an organisation has; totals
 * that came out otherwise than foreseen do.
 */
@Component
public class LearnedRounding {
  private static final Logger LOG = LoggerFactory.getLogger(LearnedRounding.class);

  private final JdbcClient jdbc;
  private final LiveConnections connections;
  private final References references;
  private final LedgerRuleBook ruleBook;
  private final Clock clock;

  LearnedRounding(
      JdbcClient jdbc,
      LiveConnections connections,
      References references,
      LedgerRuleBook ruleBook,
      Clock clock) {
    this.jdbc = jdbc;
    this.connections = connections;
    this.references = references;
    this.ruleBook = ruleBook;
    this.clock = clock;
  }

  /**
   * Another way of rounding that explains the ledger's totals to the cent is what this organisation
   * is reckoned with from now on. Part of the caller's transaction.
   *
   * @param sent with the totals that were foreseen
   * @param held the ledger's totals, which are others
   */
  public void learn(String connectionId, PreparedInvoice sent, Totals held) {
    Connection connection = connections.byId(connectionId);
    ReferenceData known = references.fresh(connection);
    if (known == null || taxIsStated(sent)) {
      return;
    }
    LedgerRules rules = ruleBook.of(connection.provider());
    List<TaxedLine> lines = taxed(sent, known);
    behind(held, lines, rules)
        .filter(rounding -> rounding != known.rounding(rules))
        .ifPresent(rounding -> keep(connection, rounding));
  }

  private static boolean taxIsStated(PreparedInvoice sent) {
    return sent.statedTax() != null
        || sent.lines().stream().anyMatch(line -> line.taxAmount() != null);
  }

  private static List<TaxedLine> taxed(PreparedInvoice sent, ReferenceData known) {
    return sent.lines().stream()
        .map(line -> new TaxedLine(line.amount(), charges(line, known, sent.issueDate())))
        .toList();
  }

  private static List<TaxRate.Charge> charges(
      PreparedInvoice.Line line, ReferenceData known, LocalDate day) {
    return Stream.ofNullable(line.taxCode())
        .flatMap(code -> known.taxRate(code).stream())
        .flatMap(rate -> rate.chargesOn(day).stream())
        .toList();
  }

  /** The only one of the ledger's ways that comes to these totals. */
  private static Optional<Rounding> behind(Totals held, List<TaxedLine> lines, LedgerRules rules) {
    List<Rounding> fitting =
        rules.roundings().stream()
            .filter(way -> way.totals(lines, rules.amountDecimals()).sameAmounts(held))
            .toList();
    return fitting.size() == 1 ? Optional.of(fitting.get(0)) : Optional.empty();
  }

  private void keep(Connection connection, Rounding rounding) {
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    int known =
        jdbc.sql(
                """
                UPDATE learned_rounding SET rounding = ?, learned_at = ?
                WHERE provider = ? AND organisation_id = ?""")
            .params(rounding.name(), now, connection.provider(), connection.organisationId())
            .update();
    if (known == 0) {
      jdbc.sql("INSERT INTO learned_rounding VALUES (?, ?, ?, ?)")
          .params(connection.provider(), connection.organisationId(), rounding.name(), now)
          .update();
    }
    LOG.info(
        "Organisation {} of {} rounds tax {}",
        connection.organisationId(),
        connection.provider(),
        rounding);
  }
}
