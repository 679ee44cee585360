package io.coportal.sync.invoice;

import io.coportal.sync.problem.Problem;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The workspaces of this install. */
@Repository
public class Workspaces {
  private final JdbcClient jdbc;
  private final Clock clock;
  private final TransactionTemplate transaction;
  private final RacingInsert insert;

  public Workspaces(JdbcClient jdbc, Clock clock, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
    this.insert = new RacingInsert(transactions);
  }

  /** Creates or changes it; joins the caller's transaction. */
  public Workspace put(Workspace workspace) {
    return transaction.execute(
        status -> {
          if (!update(workspace) && !insert.wins(() -> insert(workspace))) {
            update(workspace);
          }
          return workspace;
        });
  }

  public Optional<Workspace> find(String id) {
    return jdbc.sql(
            """
            SELECT id, name, country, base_currency, payment_term_days, tax_registered
              FROM workspace
             WHERE id = :id
            """)
        .param("id", id)
        .query(
            (row, number) ->
                new Workspace(
                    row.getString("id"),
                    row.getString("name"),
                    row.getString("country"),
                    row.getString("base_currency"),
                    row.getInt("payment_term_days"),
                    row.getBoolean("tax_registered")))
        .optional();
  }

  /**
   * @throws Problem 404 {@code not-found}
   */
  public Workspace get(String id) {
    return find(id)
        .orElseThrow(
            () ->
                Problem.notFound(
                    "This workspace", "Check the workspace id, or create the workspace first."));
  }

  private boolean update(Workspace workspace) {
    return write(
            """
            UPDATE workspace
               SET name = :name, country = :country, base_currency = :baseCurrency,
                   payment_term_days = :paymentTermDays, tax_registered = :taxRegistered,
                   updated_at = :now
             WHERE id = :id
            """,
            workspace)
        > 0;
  }

  private void insert(Workspace workspace) {
    write(
        """
        INSERT INTO workspace (id, name, country, base_currency, payment_term_days, tax_registered,
                               created_at, updated_at)
        VALUES (:id, :name, :country, :baseCurrency, :paymentTermDays, :taxRegistered, :now, :now)
        """,
        workspace);
  }

  private int write(String sql, Workspace workspace) {
    return jdbc.sql(sql)
        .param("id", workspace.id())
        .param("name", workspace.name())
        .param("country", workspace.country())
        .param("baseCurrency", workspace.baseCurrency())
        .param("paymentTermDays", workspace.paymentTermDays())
        .param("taxRegistered", workspace.taxRegistered())
        .param("now", OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)))
        .update();
  }
}
