package io.coportal.sync.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coportal.sync.connection.Connections;
import io.coportal.sync.invoice.JsonText;
import io.coportal.sync.problem.Problem;
import io.coportal.sync.reconcile.Resumption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Called by the connection routes of {@code routes/triggers}. */
@Component("connectionsApi")
public class ConnectionsApi {
  private static final String RETURN_TO = "returnTo";
  private static final Set<String> LINK_MEMBERS = Set.of(RETURN_TO, "settings");

  private final Connections connections;
  private final Resumption resumption;
  private final ObjectMapper json;

  ConnectionsApi(Connections connections, Resumption resumption, ObjectMapper json) {
    this.connections = connections;
    this.resumption = resumption;
    this.json = json;
  }

  public Reply list(@Variable("workspace") String workspaceId) {
    return Reply.ok(connections.list(workspaceId));
  }

  public Reply get(
      @Variable("workspace") String workspaceId, @Variable("provider") String provider) {
    return Reply.ok(connections.get(workspaceId, provider));
  }

  /** A saved choice may be what failed invoices were waiting for: they become due again. */
  public Reply change(
      @Variable("workspace") String workspaceId,
      @Variable("provider") String provider,
      @Body String patch) {
    var changed = connections.change(workspaceId, provider, JsonText.parse(patch));
    resumption.choicesChanged(workspaceId, provider);
    return Reply.ok(changed);
  }

  public Reply disconnect(
      @Variable("workspace") String workspaceId, @Variable("provider") String provider) {
    connections.disconnect(workspaceId, provider);
    return Reply.noContent();
  }

  public Reply link(
      @Variable("workspace") String workspaceId,
      @Variable("provider") String provider,
      @Body String body) {
    JsonNode wanted =
        body == null || body.isBlank() ? json.createObjectNode() : JsonText.parse(body);
    refuseUnknown(wanted);
    return new Reply(
        201,
        null,
        connections.createLink(
            workspaceId,
            provider,
            wanted.path(RETURN_TO).textValue(),
            wanted.hasNonNull("settings") ? wanted.get("settings") : json.createObjectNode()));
  }

  private static void refuseUnknown(JsonNode wanted) {
    List<Problem.Fault> faults = new ArrayList<>();
    wanted
        .properties()
        .forEach(
            member -> {
              if (!LINK_MEMBERS.contains(member.getKey())) {
                faults.add(new Problem.Fault("/" + member.getKey(), "is not a member of a link"));
              }
            });
    if (wanted.hasNonNull(RETURN_TO) && !wanted.get(RETURN_TO).isTextual()) {
      faults.add(new Problem.Fault("/" + RETURN_TO, "must be a string"));
    }
    if (!wanted.isObject() || !faults.isEmpty()) {
      throw new Problem(
          400,
          "invalid-link",
          "The body does not describe a link.",
          "Send an object with returnTo and settings, or nothing.",
          faults);
    }
  }
}
