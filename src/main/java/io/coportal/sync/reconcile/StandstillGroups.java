package io.coportal.sync.reconcile;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.coportal.sync.connection.Connection;
import io.coportal.sync.connection.ConnectionState;
import io.coportal.sync.connection.LiveConnections;
import io.coportal.sync.connection.ReconnectNeeded;
import io.coportal.sync.ledger.ErrorClass;
import io.coportal.sync.ledger.References;
import io.coportal.sync.problem.Problem;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Invoices that stand still, by cause: mended once, all of a cause go again by one word. */
@Component
public class StandstillGroups {
  private static final int EXAMPLES = 5;

  /** By the index of causes, which neither database uses for IS NOT NULL. */
  private static final String STANDING =
      "workspace_id = :workspace AND error_code > '' AND provider = :provider"
          + " AND state IN ('FAILED', 'BLOCKED', 'DIFFERENT', 'UNCERTAIN')";

  private final JdbcClient jdbc;
  private final LiveConnections connections;
  private final References references;
  private final LaneFence fence;
  private final Lanes lanes;
  private final CureLinks links;
  private final Clock clock;

  StandstillGroups(
      JdbcClient jdbc,
      LiveConnections connections,
      References references,
      LaneFence fence,
      Lanes lanes,
      CureLinks links,
      Clock clock) {
    this.jdbc = jdbc;
    this.connections = connections;
    this.references = references;
    this.fence = fence;
    this.lanes = lanes;
    this.links = links;
    this.clock = clock;
  }

  /**
   * @param code of the cause
   * @param invoices how many stand still for it
   * @param message of one of them
   * @param link where a person mends it for all of them; null where there is no such place
   * @param since when the first of them came to stand
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Group(
      SyncState state,
      String code,
      long invoices,
      String message,
      String cure,
      String link,
      Instant since,
      List<Example> examples) {}

  /**
   * @param number in the ledger; null where it has none yet
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Example(String invoiceId, String number, String message) {}

  /** The largest first. */
  public List<Group> list(String workspaceId, String provider) {
    return jdbc
        .sql(
            """
            SELECT state, error_code, COUNT(*) AS invoices, MAX(error_message) AS message,
              MAX(error_cure) AS cure, MAX(error_class) AS error_class,
              MAX(organisation_id) AS organisation, MIN(updated_at) AS since
            FROM invoice_sync WHERE %s
            GROUP BY state, error_code ORDER BY COUNT(*) DESC, error_code"""
                .formatted(STANDING))
        .param("workspace", workspaceId)
        .param("provider", provider)
        .query(
            (rs, n) ->
                new Group(
                    SyncState.valueOf(rs.getString("state")),
                    rs.getString("error_code"),
                    rs.getLong("invoices"),
                    rs.getString("message"),
                    rs.getString("cure"),
                    links.of(
                        ErrorClass.valueOf(rs.getString("error_class")),
                        rs.getString("error_code"),
                        new CureLinks.Place(
                            provider, workspaceId, rs.getString("organisation"), null, null)),
                    SyncRows.instant(rs, "since"),
                    List.of()))
        .list()
        .stream()
        .map(group -> withExamples(workspaceId, provider, group))
        .toList();
  }

  private Group withExamples(String workspaceId, String provider, Group group) {
    List<Example> examples =
        jdbc.sql(
                """
                SELECT invoice_id, external_number, error_message FROM invoice_sync
                WHERE %s AND state = :state AND error_code = :code FETCH FIRST %d ROWS ONLY"""
                    .formatted(STANDING, EXAMPLES))
            .param("workspace", workspaceId)
            .param("provider", provider)
            .param("state", group.state().name())
            .param("code", group.code())
            .query(
                (rs, n) ->
                    new Example(
                        rs.getString("invoice_id"),
                        rs.getString("external_number"),
                        rs.getString("error_message")))
            .list();
    return new Group(
        group.state(),
        group.code(),
        group.invoices(),
        group.message(),
        group.cure(),
        group.link(),
        group.since(),
        examples);
  }

  /**
   * All that stand still for a cause are tried again, behind clicks and auto-sync. What an unknown
   * request has of them is settled first, as ever.
   *
   * @return how many
   * @throws Problem 409 {@code not-connected} or {@code reconnect-needed}
   */
  @Transactional
  public int again(String workspaceId, String provider, String code) {
    Connection connection =
        connections
            .active(workspaceId, provider)
            .orElseThrow(() -> SyncRequests.notConnected(provider));
    if (connection.state() != ConnectionState.CONNECTED) {
      throw new ReconnectNeeded("%s is not connected.".formatted(connection.organisationName()));
    }
    fence.hold(connection.id());
    int again =
        jdbc.sql(
                """
                UPDATE invoice_sync SET
                  state = CASE WHEN open_request_id IS NULL THEN 'QUEUED' ELSE 'SENDING' END,
                  due_at = :now, priority = :priority, verify = TRUE, attempts = 0, updated_at = :now
                WHERE connection_id = :connection AND error_code = :code
                  AND state IN ('FAILED', 'BLOCKED', 'DIFFERENT', 'UNCERTAIN')""")
            .param("now", clock.instant().atOffset(ZoneOffset.UTC))
            .param("priority", SyncTrigger.BACKFILL.priority())
            .param("connection", connection.id())
            .param("code", code)
            .update();
    if (again > 0) {
      references.forget(connection);
      lanes.wake(connection.id(), false);
    }
    return again;
  }
}
