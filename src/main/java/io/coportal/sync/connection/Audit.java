package io.coportal.sync.connection;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Who did what, when: rows are only ever added. */
@Component
public class Audit {
  private static final int MAX_NAME = 255;
  private final JdbcClient db;
  private final Clock clock;

  Audit(JdbcClient db, Clock clock) {
    this.db = db;
    this.clock = clock;
  }

  /**
   * Adds one line, in the caller's transaction if there is one. The actor is the API key of the
   * request, {@code owner} for a browser on the way through a consent, else {@code system}.
   *
   * @param workspaceId whose log it belongs to; null: the install's
   * @param action kebab-case name of what was done
   * @param subject what it was done to
   * @param detail more, in words, without secrets; may be null
   */
  public void record(String workspaceId, String action, String subject, String detail) {
    db.sql(
            """
            INSERT INTO audit_event (id, at, workspace_id, actor, action, subject, detail)
            VALUES (:id, :at, :workspace, :actor, :action, :subject, :detail)
            """)
        .param("id", UUID.randomUUID().toString())
        .param("at", OffsetDateTime.now(clock).withOffsetSameInstant(ZoneOffset.UTC))
        .param("workspace", workspaceId)
        .param("actor", shortened(actor()))
        .param("action", action)
        .param("subject", shortened(subject))
        .param("detail", detail)
        .update();
  }

  private static String actor() {
    Authentication caller = SecurityContextHolder.getContext().getAuthentication();
    if (caller == null) {
      return "system";
    }
    return caller instanceof AnonymousAuthenticationToken ? "owner" : caller.getName();
  }

  private static String shortened(String text) {
    return text.length() <= MAX_NAME ? text : text.substring(0, MAX_NAME);
  }
}
