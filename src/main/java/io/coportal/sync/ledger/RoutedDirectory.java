package io.coportal.sync.ledger;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coportal.sync.connection.Connection;
import io.coportal.sync.connection.Organisation;
import io.coportal.sync.connection.OrganisationDirectory;
import io.coportal.sync.connection.OrganisationRefused;
import io.coportal.sync.problem.Problem;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Asks the ledger by its own routes: {@code <ledger>-list-organisations}, {@code
 * <ledger>-disconnect}.
 */
@Component
class RoutedDirectory implements OrganisationDirectory {
  private final LedgerRoutes routes;
  private final ObjectMapper json;

  RoutedDirectory(LedgerRoutes routes, ObjectMapper json) {
    this.routes = routes;
    this.json = json;
  }

  @Override
  public List<Organisation> list(String provider, String grantId, Map<String, String> callback) {
    try {
      JsonNode found =
          routes.ask(
              provider,
              "list-organisations",
              json.valueToTree(callback),
              Map.of("grantId", grantId));
      return json.convertValue(found.path("organisations"), new TypeReference<>() {});
    } catch (LedgerStop stop) {
      throw forOwner(stop);
    }
  }

  private static RuntimeException forOwner(LedgerStop stop) {
    Refusal refusal = stop.refusal();
    return switch (refusal.errorClass()) {
      case RECONNECT -> new OrganisationRefused(refusal.message());
      case FIX_LEDGER -> new Problem(409, refusal.code(), refusal.message(), refusal.cure());
      default -> stop;
    };
  }

  @Override
  public void disconnect(Connection connection) {
    routes.ask(
        connection.provider(),
        "disconnect",
        json.valueToTree(
            Map.of("providerConnectionId", String.valueOf(connection.providerConnectionId()))),
        Map.of("connectionId", connection.id()));
  }
}
