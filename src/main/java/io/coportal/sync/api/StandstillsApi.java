package io.coportal.sync.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.connection.Ledgers;
import io.coportal.sync.invoice.JsonText;
import io.coportal.sync.invoice.Workspaces;
import io.coportal.sync.problem.Problem;
import io.coportal.sync.reconcile.StandstillGroups;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Called by the standstill routes of {@code routes/triggers}. */
@Component("standstillsApi")
public class StandstillsApi {
  private static final int LONGEST_CODE = 64;

  private final Ledgers ledgers;
  private final Workspaces workspaces;
  private final StandstillGroups groups;

  StandstillsApi(Ledgers ledgers, Workspaces workspaces, StandstillGroups groups) {
    this.ledgers = ledgers;
    this.workspaces = workspaces;
    this.groups = groups;
  }

  record Causes(List<StandstillGroups.Group> groups) {}

  /**
   * @param again how many invoices are tried again
   */
  record Again(String code, int again) {}

  public Reply list(
      @Variable("workspace") String workspaceId, @Variable("provider") String provider) {
    ledgers.get(provider);
    workspaces.get(workspaceId);
    return Reply.ok(new Causes(groups.list(workspaceId, provider)));
  }

  /**
   * @param body {@code code} of the cause that is mended
   * @throws Problem 400 {@code invalid-cause}
   */
  public Reply again(
      @Variable("workspace") String workspaceId,
      @Variable("provider") String provider,
      @Body String body) {
    ledgers.get(provider);
    workspaces.get(workspaceId);
    String code = code(body);
    return Reply.ok(new Again(code, groups.again(workspaceId, provider, code)));
  }

  private static String code(String body) {
    JsonNode order = JsonText.parse(body == null || body.isBlank() ? "{}" : body);
    JsonNode code = order.path("code");
    if (!order.isObject()
        || order.size() != 1
        || !code.isTextual()
        || code.textValue().isBlank()
        || code.textValue().length() > LONGEST_CODE) {
      throw new Problem(
          400,
          "invalid-cause",
          "The body does not name a cause.",
          "Send an object with nothing but code: one that GET lists, such as {\"code\": \"period-locked\"}.");
    }
    return code.textValue();
  }
}
