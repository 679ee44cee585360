package io.coportal.sync.api;

import io.coportal.sync.portal.PullRefusals;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Called by {@code routes/triggers/list-pull-refusals.camel.yaml}. */
@Component("portalApi")
public class PortalApi {
  private final PullRefusals refusals;

  PortalApi(PullRefusals refusals) {
    this.refusals = refusals;
  }

  /**
   * The workspace need not be known: that may be why its invoices were refused. Whether the caller
   * may ask for it has been decided before.
   */
  public Reply refusals(@Variable("workspace") String workspaceId) {
    return Reply.ok(refusals.list(workspaceId));
  }
}
