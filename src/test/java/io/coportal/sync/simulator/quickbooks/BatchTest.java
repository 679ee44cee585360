package io.coportal.sync.simulator.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatchTest {
  private QuickBooksSimulator quickBooks;
  private People people;
  private Samples samples;
  private Caller uk;

  @BeforeEach
  void start() {
    quickBooks = QuickBooksSimulator.start(0);
    quickBooks.limits().off();
    people = quickBooks.people(Samples.UK);
    samples = Samples.uk(quickBooks);
    uk = Caller.of(quickBooks, Samples.UK);
  }

  @AfterEach
  void stop() {
    quickBooks.close();
  }

  @Test
  void letsEachItemStandForItself() {
    var existing = people.invoices("EXISTING-1").get(0).path("Id").asText();

    var items =
        batch(
            List.of(
                create("b1", samples.invoice("B-1")),
                create("b2", samples.invoice("EXISTING-1")),
                "{\"bId\":\"b3\",\"operation\":\"update\",\"optionsData\":\"void\",\"Invoice\":{\"Id\":\"%s\",\"SyncToken\":\"0\",\"sparse\":true}}"
                    .formatted(existing),
                "{\"bId\":\"b4\",\"Query\":\"select * from Item where Name = 'Services'\"}",
                create("b5", Samples.with(samples.invoice("B-2"), "\"Nonsense\":1")),
                "{\"bId\":\"b6\",\"operation\":\"create\",\"Customer\":{\"DisplayName\":\"In a batch\"}}",
                "{\"bId\":\"b7\",\"operation\":\"create\",\"Estimate\":{}}"));

    assertThat(items.at("/0/Invoice/TotalAmt").decimalValue()).isEqualByComparingTo("120");
    assertThat(code(items, 1)).isEqualTo("6140");
    assertThat(items.at("/2/Invoice/TotalAmt").decimalValue()).isZero();
    assertThat(items.at("/3/QueryResponse/Item/0/Name").asText()).isEqualTo("Services");
    assertThat(code(items, 4)).isEqualTo("2010");
    assertThat(items.at("/5/Customer/DisplayName").asText()).isEqualTo("In a batch");
    assertThat(code(items, 6)).isEqualTo("2010");
    assertThat(items)
        .extracting(item -> item.path("bId").asText())
        .containsExactly("b1", "b2", "b3", "b4", "b5", "b6", "b7");
    assertThat(people.invoices()).hasSize(2);
  }

  @Test
  void takesThirtyItemsAndNoMore() {
    var query = "{\"bId\":\"b\",\"Query\":\"select * from Item\"}";

    assertThat(post("batch", Collections.nCopies(30, query)).status()).isEqualTo(200);
    assertThat(post("batch", Collections.nCopies(31, query)).code()).isEqualTo("1040");
    assertThat(post("batch", List.of()).code()).isEqualTo("2020");
  }

  @Test
  void limitsIdsOfItemsAndOfTheRequest() {
    var items = batch(List.of(create("b1234567890", samples.invoice("B-1"))));

    assertThat(code(items, 0)).isEqualTo("2050");
    assertThat(
            post("batch?requestid=" + "x".repeat(37), List.of(create("b1", samples.invoice("B-1"))))
                .code())
        .isEqualTo("2130");
    assertThat(people.invoices("B-1")).isEmpty();
  }

  @Test
  void replaysARepeatedBatchOrAnswers6000() {
    var items = List.of(create("b1", samples.invoice("B-1")));
    var first = post("batch?requestid=r1", items);

    assertThat(post("batch?requestid=r1", items).body()).isEqualTo(first.body());
    quickBooks.requestIds().batches(RequestIds.Policy.REFUSE);
    assertThat(post("batch?requestid=r1", items).code()).isEqualTo("6000");
    quickBooks.requestIds().batches(RequestIds.Policy.FORGET);
    assertThat(code(post("batch?requestid=r1", items).json().get("BatchItemResponse"), 0))
        .isEqualTo("6140");
    assertThat(people.invoices("B-1")).hasSize(1);
  }

  private JsonNode batch(List<String> items) {
    return post("batch", items).entity("BatchItemResponse");
  }

  private Caller.Answer post(String target, List<String> items) {
    return uk.post(target, "{\"BatchItemRequest\":[" + String.join(",", items) + "]}");
  }

  private static String create(String id, String invoice) {
    return "{\"bId\":\"%s\",\"operation\":\"create\",\"Invoice\":%s}".formatted(id, invoice);
  }

  private static String code(JsonNode items, int index) {
    return items.at("/" + index + "/Fault/Error/0/code").asText();
  }
}
