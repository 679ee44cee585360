package io.coportal.sync.invoice;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.problem.Problem;
import org.springframework.stereotype.Component;

/** A workspace out of JSON, or a refusal that names every offending place. */
@Component
public final class WorkspaceReader {
  private static final int LONGEST_TERM_DAYS = 365;

  /**
   * @param id the workspace's id, from the path
   * @throws Problem 400 {@code not-json}, 422 {@code invalid-workspace}
   */
  public Workspace read(String id, String json) {
    return read(id, JsonText.parse(json));
  }

  /**
   * @throws Problem 422 {@code invalid-workspace}
   */
  public Workspace read(String id, JsonNode body) {
    Faults faults = new Faults();
    TextRule.ID_RULE
        .fault(id)
        .ifPresent(fault -> faults.add("", "has an id in its path that " + fault));
    Workspace workspace = new JsonValue(body, "", faults).object(members -> workspace(id, members));
    faults.refuseIfAny("workspace");
    return workspace;
  }

  private static Workspace workspace(String id, JsonMembers members) {
    return new Workspace(
        id,
        members.required("name").text(TextRule.filled(255)),
        members.required("country").text(TextRule.COUNTRY_RULE),
        members.required("baseCurrency").text(TextRule.CURRENCY_RULE),
        (int) members.required("paymentTermDays").whole(0, LONGEST_TERM_DAYS),
        members.required("taxRegistered").bool());
  }
}
