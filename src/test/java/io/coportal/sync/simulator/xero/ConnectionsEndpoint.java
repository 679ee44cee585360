package io.coportal.sync.simulator.xero;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.coportal.sync.simulator.Request;
import io.coportal.sync.simulator.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Lists and drops the connections of a token's user. */
final class ConnectionsEndpoint {
  private final Grants grants;
  private final Map<UUID, Organisation> organisations;

  ConnectionsEndpoint(Grants grants, Map<UUID, Organisation> organisations) {
    this.grants = grants;
    this.organisations = organisations;
  }

  /**
   * @param path what follows {@code /connections}
   */
  Response answer(Request request, List<String> path) {
    var bearer = grants.bearer(request);
    if (bearer.refusal() != null) {
      return bearer.refusal();
    }
    if (request.method().equals("GET") && path.isEmpty()) {
      return list(request, bearer.access());
    }
    if (request.method().equals("DELETE") && path.size() == 1) {
      return drop(bearer.access(), path.get(0));
    }
    return Response.empty(404);
  }

  private Response list(Request request, Grants.Access access) {
    var event = request.query("authEventId").filter(id -> !id.isBlank());
    var list = JsonNodeFactory.instance.arrayNode();
    for (var made : grants.connections(access)) {
      if (event.map(made.event().toString()::equalsIgnoreCase).orElse(true)) {
        list.addObject()
            .put("id", made.id().toString())
            .put("authEventId", made.event().toString())
            .put("tenantId", made.tenant().toString())
            .put("tenantType", "ORGANISATION")
            .put("tenantName", organisations.get(made.tenant()).profile.name())
            .put("createdDateUtc", XeroDates.sevenDecimals(made.made()))
            .put("updatedDateUtc", XeroDates.sevenDecimals(made.changed()));
      }
    }
    return Response.json(200, list);
  }

  private Response drop(Grants.Access access, String id) {
    try {
      return Response.empty(grants.disconnect(access, UUID.fromString(id)) ? 204 : 404);
    } catch (IllegalArgumentException noId) {
      return Response.empty(404);
    }
  }
}
