package io.coportal.sync.portal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reads everything once more when a workspace has come into being whose invoices were refused for
 * lack of it: CoPortal shows an invoice again only when it changes. Known versions are no change.
 */
@Component
class PullRewind {
  private static final Logger LOG = LoggerFactory.getLogger(PullRewind.class);
  private static final String CURED =
      " FROM pull_refusal WHERE code = 'not-found' AND workspace_id IN (SELECT id FROM workspace)";

  private final PullCursor cursor;
  private final JdbcClient jdbc;

  PullRewind(PullCursor cursor, JdbcClient jdbc) {
    this.cursor = cursor;
    this.jdbc = jdbc;
  }

  /**
   * The refusals go as well: an invoice that CoPortal does not show any more would bring it back.
   */
  @Transactional
  public void rewindForNewWorkspaces() {
    int cured = jdbc.sql("SELECT COUNT(*)" + CURED).query(Integer.class).single();
    if (cured > 0) {
      // The cursor first, as whoever stores a page does: so nobody waits in a circle.
      cursor.rewind();
      jdbc.sql("DELETE" + CURED).update();
      LOG.info("{} pulled invoices have a workspace now; CoPortal's invoices are read anew", cured);
    }
  }
}
