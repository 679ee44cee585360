package io.coportal.sync.console;

import io.coportal.sync.account.Account;
import io.coportal.sync.account.Role;
import io.coportal.sync.invoice.Workspace;
import io.coportal.sync.invoice.Workspaces;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** What the frame of every page of a workspace shows. */
@Component
class Visits {
  private final Workspaces workspaces;
  private final JdbcClient db;

  Visits(Workspaces workspaces, JdbcClient db) {
    this.workspaces = workspaces;
    this.db = db;
  }

  /**
   * @param place of the page in the navigation
   */
  ModelAndView page(Account me, String workspaceId, String place) {
    Workspace workspace = workspaces.get(workspaceId);
    return new ModelAndView(
        "console/" + place,
        Map.of(
            "me",
            me,
            "workspace",
            workspace,
            "place",
            place,
            "standing",
            standing(workspaceId),
            "syncs",
            me.may(Role.MEMBER, workspaceId),
            "owns",
            me.may(Role.OWNER, workspaceId)));
  }

  /** How many invoices stand still. */
  private long standing(String workspaceId) {
    return db.sql(
            """
            SELECT COUNT(*) FROM invoice_sync WHERE workspace_id = :workspace
               AND error_code > '' AND state IN ('FAILED', 'BLOCKED', 'DIFFERENT', 'UNCERTAIN')
            """)
        .param("workspace", workspaceId)
        .query(Long.class)
        .single();
  }
}
