package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.json.ExactJson;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Routes of the ledger contract that no story calls yet work all the same. */
abstract class SpareRoutesContract extends LedgerContract {
  SpareRoutesContract(LedgerUnderTest ledger) {
    super(ledger);
  }

  @Test
  void aContactIsChangedByIdAndKeepsOurNumber() {
    TestInvoice invoice = TestInvoice.plain();
    workspace.synced(invoice);
    String renamed = invoice.clientName() + " & Sons";
    Map<String, Object> contact = Map.of("contactId", contactId(), "name", renamed);

    JsonNode answer = call("update-contacts", Map.of("contacts", List.of(contact), "key", key()));

    assertThat(answer.at("/outcomes/0/ok").asBoolean()).as(answer.toString()).isTrue();
    assertThat(answer.at("/outcomes/0/name").asText()).isEqualTo(renamed);
    JsonNode found =
        call(
            "find-contacts",
            Map.of("contacts", List.of(Map.of("name", renamed, "number", "cp-none"))));
    assertThat(found.at("/candidates/0/contactId").asText()).isEqualTo(contactId());
    assertThat(found.at("/candidates/0/number").asText()).startsWith("cp-");
  }

  private JsonNode call(String capability, Map<String, Object> body) {
    var answered =
        coportal
            .camel()
            .createFluentProducerTemplate()
            .to("direct:" + ledger.name() + "-" + capability)
            .withVariable("connectionId", coportal.connectionId(workspace.id()))
            .withBody(ExactJson.mapper().valueToTree(body))
            .send();
    assertThat(answered.getException()).isNull();
    return answered.getMessage().getBody(JsonNode.class);
  }

  private String contactId() {
    return coportal
        .database()
        .sql("SELECT contact_id FROM contact_link WHERE workspace_id = ?")
        .param(workspace.id())
        .query(String.class)
        .single();
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }
}
