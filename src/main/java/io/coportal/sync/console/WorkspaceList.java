package io.coportal.sync.console;

import io.coportal.sync.account.Account;
import io.coportal.sync.invoice.Workspace;
import io.coportal.sync.invoice.Workspaces;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The workspaces that somebody may see. */
@Repository
class WorkspaceList {
  static final int MOST = 100;

  private final JdbcClient db;
  private final Workspaces workspaces;

  WorkspaceList(JdbcClient db, Workspaces workspaces) {
    this.db = db;
    this.workspaces = workspaces;
  }

  /**
   * By name, {@link #MOST} at most.
   *
   * @param search part of the id or the name; empty: all
   */
  List<Workspace> of(Account account, String search) {
    return db
        .sql(
            """
            SELECT w.id FROM workspace w
             WHERE (:engineer = TRUE OR EXISTS (SELECT 1 FROM console_membership m
                    WHERE m.account_id = :account AND m.workspace_id = w.id))
               AND (LOWER(w.name) LIKE :search ESCAPE '!' OR LOWER(w.id) LIKE :search ESCAPE '!')
             ORDER BY w.name, w.id FETCH FIRST :most ROWS ONLY
            """)
        .param("engineer", account.engineer())
        .param("account", account.id())
        .param(
            "search",
            "%" + search.strip().toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1") + "%")
        .param("most", MOST)
        .query(String.class)
        .list()
        .stream()
        .map(workspaces::get)
        .toList();
  }
}
