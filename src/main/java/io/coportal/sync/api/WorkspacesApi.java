package io.coportal.sync.api;

import io.coportal.sync.invoice.WorkspaceReader;
import io.coportal.sync.invoice.Workspaces;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Called by {@code routes/triggers/put-workspace.camel.yaml}. */
@Component("workspacesApi")
public class WorkspacesApi {
  private final WorkspaceReader reader;
  private final Workspaces workspaces;

  WorkspacesApi(WorkspaceReader reader, Workspaces workspaces) {
    this.reader = reader;
    this.workspaces = workspaces;
  }

  public Reply put(@Variable("workspace") String workspaceId, @Body String body) {
    return Reply.ok(workspaces.put(reader.read(workspaceId, body)));
  }
}
