package io.coportal.sync.portal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coportal.sync.invoice.RacingInsert;
import io.coportal.sync.portal.PulledPage.Change;
import io.coportal.sync.problem.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;

/** Pulled invoices that were not taken, each until a good version of it is. */
@Repository
public class PullRefusals {
  private static final int MOST_SHOWN = 500;

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final Clock clock;
  private final RacingInsert insert;

  PullRefusals(
      JdbcClient jdbc, ObjectMapper json, Clock clock, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
    this.insert = new RacingInsert(transactions);
  }

  /**
   * @param version null: it could not be read
   * @param faults where the invoice breaks which rule; see {@link Problem.Fault}
   */
  public record View(
      String invoiceId,
      Long version,
      String code,
      String detail,
      String cure,
      JsonNode faults,
      Instant refusedAt) {}

  /** The newest of a workspace, 500 at most; the workspace need not exist. */
  public List<View> list(String workspaceId) {
    return jdbc.sql(
            """
            SELECT invoice_id, version, code, detail, cure, faults, refused_at FROM pull_refusal
            WHERE workspace_id = ? ORDER BY refused_at DESC, invoice_id
            FETCH FIRST %d ROWS ONLY"""
                .formatted(MOST_SHOWN))
        .param(workspaceId)
        .query(this::view)
        .list();
  }

  /** A refusal of a newer version stays; that of an older one is replaced. */
  void record(Change change, Problem why) {
    if (update(change, why) == 0 && !newerKnown(change)) {
      insert.wins(() -> insert(change, why));
    }
  }

  /** This version, or a newer one, was taken. */
  void clear(Change taken) {
    jdbc.sql(
            """
            DELETE FROM pull_refusal WHERE workspace_id = ? AND invoice_id = ?
              AND (version IS NULL OR version <= ?)""")
        .params(taken.workspace(), taken.id(), taken.version())
        .update();
  }

  private int update(Change change, Problem why) {
    return jdbc.sql(
            """
            UPDATE pull_refusal
               SET version = ?, code = ?, detail = ?, cure = ?, faults = ?, refused_at = ?
             WHERE workspace_id = ? AND invoice_id = ? AND (version IS NULL OR version <= ?)""")
        .params(
            change.version(),
            why.code(),
            why.getMessage(),
            why.cure(),
            faults(why),
            now(),
            change.workspace(),
            change.id(),
            change.version() == null ? Long.MAX_VALUE : change.version())
        .update();
  }

  private boolean newerKnown(Change change) {
    return jdbc.sql("SELECT COUNT(*) FROM pull_refusal WHERE workspace_id = ? AND invoice_id = ?")
            .params(change.workspace(), change.id())
            .query(Integer.class)
            .single()
        > 0;
  }

  private void insert(Change change, Problem why) {
    jdbc.sql(
            """
            INSERT INTO pull_refusal
              (workspace_id, invoice_id, version, code, detail, cure, faults, refused_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)""")
        .params(
            change.workspace(),
            change.id(),
            change.version(),
            why.code(),
            why.getMessage(),
            why.cure(),
            faults(why),
            now())
        .update();
  }

  private View view(ResultSet row, int number) throws SQLException {
    return new View(
        row.getString("invoice_id"),
        row.getObject("version", Long.class),
        row.getString("code"),
        row.getString("detail"),
        row.getString("cure"),
        read(row.getString("faults")),
        row.getObject("refused_at", OffsetDateTime.class).toInstant());
  }

  private String faults(Problem why) {
    return json.valueToTree(why.faults()).toString();
  }

  private JsonNode read(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Stored faults cannot be read", e);
    }
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
