package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.json.ExactJson;
import io.coportal.sync.ledger.LedgerStop;
import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** The ledger's routes with as many members as it takes at once: each is told from the others. */
abstract class BatchRoutesContract extends LedgerContract {
  private static final ObjectMapper JSON = ExactJson.mapper();

  /** Position of the member that the ledger must refuse. */
  private static final int BAD = 7;

  private final int most;
  private final Fault refusal;

  /**
   * @param most members of one request
   * @param refusal of a request as a whole
   */
  BatchRoutesContract(LedgerUnderTest ledger, int most, Fault refusal) {
    super(ledger);
    this.most = most;
    this.refusal = refusal;
  }

  @Test
  void aBadInvoiceFailsAloneAndTheOthersAreFoundAndUpdatedInOneCallEach() {
    List<ObjectNode> wanted =
        IntStream.range(0, most).mapToObj(n -> prepared(TestInvoice.blank())).toList();
    ((ObjectNode) wanted.get(BAD).at("/lines/0")).put("account", "99999");

    JsonNode created = inOneCall(() -> sent(wanted));

    assertTakenAllButTheBadOne(created);
    assertThat(texts(created.path("outcomes"), "/invoice/number"))
        .isEqualTo(wanted.stream().map(this::numberUnlessBad).toList());
    List<String> numbers = wanted.stream().map(one -> one.path("number").asText()).toList();
    assertThat(inOneCall(() -> call("find-invoices", Map.of("numbers", numbers))).path("invoices"))
        .hasSize(most - 1);
    List<String> ids =
        texts(created.path("outcomes"), "/invoice/externalId").stream()
            .filter(id -> !id.isEmpty())
            .toList();
    JsonNode held = inOneCall(() -> call("find-invoices", Map.of("ids", ids))).path("invoices");
    assertThat(held).hasSize(most - 1);
    assertUpdated(wanted, held);
  }

  private String numberUnlessBad(JsonNode wanted) {
    return wanted.at("/lines/0/account").asText().equals("99999")
        ? ""
        : wanted.path("number").asText();
  }

  private void assertUpdated(List<ObjectNode> wanted, JsonNode held) {
    List<ObjectNode> changed = new ArrayList<>();
    for (JsonNode invoice : held) {
      ObjectNode change =
          wanted.stream()
              .filter(one -> one.path("number").equals(invoice.path("number")))
              .findFirst()
              .orElseThrow()
              .deepCopy();
      change.put("operation", "UPDATE").put("dueDate", "2026-12-24");
      change.set("externalId", invoice.path("externalId"));
      change.set("externalVersion", invoice.path("version"));
      ((ObjectNode) change.at("/lines/0")).set("ledgerLineId", invoice.at("/lines/0/ledgerLineId"));
      changed.add(change);
    }

    JsonNode updated = inOneCall(() -> sent(changed));

    assertThat(texts(updated.path("outcomes"), "/invoice/externalId"))
        .isEqualTo(texts(held, "/externalId"));
    assertThat(ledger.invoices(held.at("/0/number").asText()))
        .extracting(invoice -> invoice.dueDate().toString())
        .containsExactly("2026-12-24");
  }

  @Test
  void aContactOfATakenNameFailsAloneAndTheOthersAreFoundByIdInOneCall() {
    String run = UUID.randomUUID().toString();
    List<Map<String, String>> wanted =
        IntStream.range(0, most)
            .mapToObj(
                n ->
                    Map.of(
                        "name",
                        n == BAD ? ledger.knownContact().name() : "Batch " + n + " " + run,
                        "number",
                        "cp-" + n + "-" + run))
            .toList();

    JsonNode created =
        inOneCall(() -> call("create-contacts", Map.of("contacts", wanted, "key", key())));

    assertTakenAllButTheBadOne(created);
    List<String> ids =
        StreamSupport.stream(created.path("outcomes").spliterator(), false)
            .filter(outcome -> outcome.path("ok").asBoolean())
            .map(outcome -> outcome.path("contactId").asText())
            .toList();
    JsonNode found = inOneCall(() -> call("find-contacts", Map.of("ids", ids)));
    assertThat(texts(found.path("candidates"), "/contactId"))
        .containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void severalClientsAreLookedUpAtOnce() {
    BookedContact one = ledger.knownContact();
    BookedContact other = ledger.otherKnownContact();
    List<Map<String, String>> wanted =
        Stream.of(one, other)
            .map(contact -> Map.of("name", contact.name(), "number", "cp-none"))
            .toList();

    JsonNode found = inOneCall(() -> call("find-contacts", Map.of("contacts", wanted)));

    assertThat(texts(found.path("candidates"), "/contactId")).contains(one.id(), other.id());
  }

  @Test
  void clientsOfLongNamesInAnyScriptAreLookedUpAtOnce() {
    BookedContact known = ledger.knownContact();
    List<Map<String, String>> wanted =
        IntStream.range(0, 5)
            .mapToObj(n -> n == 4 ? known.name() : "\u6e2f".repeat(60) + n)
            .map(name -> Map.of("name", name, "number", "cp-none"))
            .toList();

    JsonNode found = call("find-contacts", Map.of("contacts", wanted));

    assertThat(texts(found.path("candidates"), "/contactId")).contains(known.id());
  }

  @Test
  void numbersWithSignsThatListsAreMadeOfAreLookedUpAtOnce() {
    TestInvoice invoice = TestInvoice.plain();
    workspace.synced(invoice);
    List<String> numbers =
        Stream.concat(
                IntStream.range(1, 50).mapToObj(n -> "%d, '%d'".formatted(n, n)),
                Stream.of(invoice.number()))
            .toList();

    JsonNode found = call("find-invoices", Map.of("numbers", numbers));

    assertThat(texts(found.path("invoices"), "/number")).containsExactly(invoice.number());
  }

  @Test
  void aRefusalAsAWholeIsNobodysOutcome() {
    List<ObjectNode> invoices =
        IntStream.range(0, 2).mapToObj(n -> prepared(TestInvoice.blank())).toList();
    List<Map<String, String>> contacts =
        List.of(Map.of("name", "Refused " + key()), Map.of("name", "Refused " + key()));
    ledger.faults().next(2, Request::isWrite, refusal);

    JsonNode sent = sent(invoices);
    Exchange created = answered("create-contacts", Map.of("contacts", contacts, "key", key()));

    assertThat(sent.path("outcomes")).isEmpty();
    assertThat(sent.path("problems")).isNotEmpty();
    assertThat(created.getException()).isInstanceOf(LedgerStop.class);
  }

  private void assertTakenAllButTheBadOne(JsonNode answer) {
    JsonNode outcomes = answer.path("outcomes");
    assertThat(outcomes).as(answer.toString()).hasSize(most);
    for (int n = 0; n < most; n++) {
      assertThat(outcomes.at("/%d/ok".formatted(n)).asBoolean())
          .as("%d: %s", n, outcomes.get(n))
          .isEqualTo(n != BAD);
    }
    assertThat(outcomes.at("/%d/problems".formatted(BAD))).isNotEmpty();
  }

  private JsonNode sent(List<ObjectNode> prepared) {
    JsonNode rendered = call("render-invoices", Map.of("invoices", prepared));
    ObjectNode frozen = rendered.deepCopy();
    frozen.put("body", rendered.path("body").toString());
    frozen.put("key", key());
    return call("send-request", frozen);
  }

  private ObjectNode prepared(TestInvoice invoice) {
    ObjectNode prepared = JSON.createObjectNode();
    prepared
        .put("operation", "CREATE")
        .put("number", invoice.number())
        .put("reference", invoice.number())
        .put("marker", "https://app.coportal.example/" + invoice.id())
        .put("issueDate", TestInvoice.ISSUED)
        .put("dueDate", TestInvoice.DUE)
        .put("currency", "GBP")
        .put("severalCurrencies", true)
        .put("draft", false)
        .put("contactId", ledger.knownContact().id())
        .put("taxCalculated", true);
    prepared
        .putArray("lines")
        .addObject()
        .put("description", "Consulting")
        .put("quantity", 2)
        .put("unitPrice", 80)
        .put("amount", 160)
        .put("account", account())
        .put("taxCode", ledger.exemptTaxCode());
    prepared.putObject("totals").put("subtotal", 160).put("taxTotal", 0).put("total", 160);
    return prepared;
  }

  private String account() {
    try {
      return JSON.readTree(ledger.homeSettings()).path("account").asText();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonNode inOneCall(Supplier<JsonNode> asked) {
    ledger.journal().clear();
    JsonNode answer = asked.get();
    assertThat(calls()).hasSize(1);
    return answer;
  }

  private JsonNode call(String capability, Object body) {
    Exchange answered = answered(capability, body);
    assertThat(answered.getException()).isNull();
    return answered.getMessage().getBody(JsonNode.class);
  }

  private Exchange answered(String capability, Object body) {
    return coportal
        .camel()
        .createFluentProducerTemplate()
        .to("direct:" + ledger.name() + "-" + capability)
        .withVariable("connectionId", coportal.connectionId(workspace.id()))
        .withBody(JSON.valueToTree(body))
        .send();
  }

  private static List<String> texts(JsonNode list, String pointer) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(one -> one.at(pointer).asText(""))
        .toList();
  }

  private static String key() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
