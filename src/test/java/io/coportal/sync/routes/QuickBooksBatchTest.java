package io.coportal.sync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.json.ExactJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * QuickBooks takes 30 members a batch; more are an error of ours, found before anything is sent.
 */
class QuickBooksBatchTest {
  private static final ObjectMapper JSON = ExactJson.mapper();
  private static final MappingRunner RUNNER = new MappingRunner();

  @AfterAll
  static void stop() {
    RUNNER.stop();
  }

  @ParameterizedTest
  @CsvSource({
    "render-invoices.request, create, invoices",
    "create-contacts.request, everything-known, contacts"
  })
  void aBatchHoldsThirtyMembersAndNotOneMore(String mapping, String sample, String list)
      throws IOException {
    ObjectNode input =
        (ObjectNode)
            JSON.readTree(
                Files.readString(
                    Path.of("src/test/resources/cases/quickbooks", mapping, sample, "input.json")));
    JsonNode member = input.path(list).path(0);
    while (input.path(list).size() < 30) {
      input.withArray(list).add(member);
    }

    JsonNode items = run(mapping, input).at("/body/BatchItemRequest");

    assertThat(items.findValuesAsText("bId")).hasSize(30).startsWith("0", "1").endsWith("29");
    input.withArray(list).add(member);
    assertThatThrownBy(() -> run(mapping, input))
        .rootCause()
        .hasMessageContaining("QuickBooks takes 30");
  }

  private static JsonNode run(String mapping, JsonNode input) {
    return RUNNER.run(
        Path.of("routes/quickbooks", mapping + ".jq"), input, MissingNode.getInstance());
  }
}
