package io.coportal.sync.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.coportal.sync.connection.Organisation;
import io.coportal.sync.invoice.Address;
import io.coportal.sync.invoice.Client;
import io.coportal.sync.json.ExactJson;
import io.coportal.sync.ledger.HeldInvoice;
import io.coportal.sync.ledger.PreparedInvoice;
import io.coportal.sync.ledger.ReferenceData;
import io.coportal.sync.ledger.SendResult;
import io.coportal.sync.ledger.TaxRate;
import io.coportal.sync.ledger.Totals;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The schemas of what passes between the steps say the same as the records that read it. */
class SchemasTest {
  static Stream<Arguments> records() {
    return Stream.of(
        Arguments.of(ReferenceData.class, "references", ""),
        Arguments.of(ReferenceData.Organisation.class, "references", "/properties/organisation"),
        Arguments.of(ReferenceData.Account.class, "references", "/properties/accounts/items"),
        Arguments.of(TaxRate.class, "references", "/properties/taxRates/items"),
        Arguments.of(
            TaxRate.Component.class,
            "references",
            "/properties/taxRates/items/properties/components/items"),
        Arguments.of(
            TaxRate.Period.class,
            "references",
            "/properties/taxRates/items/properties/components/items/properties/periods/items"),
        Arguments.of(PreparedInvoice.class, "prepared-invoices", "/properties/invoices/items"),
        Arguments.of(
            PreparedInvoice.Line.class,
            "prepared-invoices",
            "/properties/invoices/items/properties/lines/items"),
        Arguments.of(
            Totals.class, "prepared-invoices", "/properties/invoices/items/properties/totals"),
        Arguments.of(HeldInvoice.class, "held-invoices", "/definitions/invoice"),
        Arguments.of(
            HeldInvoice.Line.class, "held-invoices", "/definitions/invoice/properties/lines/items"),
        Arguments.of(Totals.class, "held-invoices", "/definitions/invoice/properties/totals"),
        Arguments.of(SendResult.class, "send-result", ""),
        Arguments.of(SendResult.Outcome.class, "send-result", "/properties/outcomes/items"),
        Arguments.of(Organisation.class, "organisations", "/properties/organisations/items"),
        Arguments.of(
            Address.class, "wanted-contacts", "/properties/contacts/items/properties/address"));
  }

  @ParameterizedTest
  @MethodSource("records")
  void theSchemaHasTheMembersOfTheRecord(Class<?> type, String schema, String pointer)
      throws IOException {
    assertThat(members(schema, pointer)).containsExactlyInAnyOrderElementsOf(components(type));
  }

  @Test
  void aWantedContactIsAClientWithKeys() throws IOException {
    assertThat(members("wanted-contacts", "/properties/contacts/items"))
        .containsAll(components(Client.class))
        .hasSize(components(Client.class).size() + 4)
        .contains("number", "contactId", "names", "currency");
  }

  @ParameterizedTest
  @MethodSource("files")
  void everySchemaIsDraftSevenAndDescribesEveryMember(Path file) throws IOException {
    String text = Files.readString(file);
    JsonNode schema = ExactJson.mapper().readTree(text);
    assertThat(schema.path("$schema").asText())
        .isEqualTo("http://json-schema.org/draft-07/schema#");
    assertThat(schema.path("description").asText()).isNotBlank();
    assertThat(
            JsonSchemaFactory.getInstance(VersionFlag.V7)
                .getSchema(SchemaLocation.of("http://json-schema.org/draft-07/schema#"))
                .validate(text, InputFormat.JSON))
        .isEmpty();
    everyMemberIsDescribed(file, schema);
  }

  private static void everyMemberIsDescribed(Path file, JsonNode schema) {
    schema
        .path("properties")
        .properties()
        .forEach(
            member ->
                assertThat(described(member.getValue()))
                    .as("%s: %s", file, member.getKey())
                    .isTrue());
    schema.forEach(part -> everyMemberIsDescribed(file, part));
  }

  static Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(Schemas.FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".schema.json")).toList().stream();
    }
  }

  /** By itself, or by what it is a list of. */
  private static boolean described(JsonNode member) {
    return member.hasNonNull("description")
        || member.path("type").asText().equals("array")
            && Stream.of("description", "properties", "$ref").anyMatch(member.path("items")::has);
  }

  private static List<String> members(String schema, String pointer) throws IOException {
    Path file = Schemas.FOLDER.resolve(schema + ".schema.json");
    JsonNode described = ExactJson.mapper().readTree(Files.readString(file)).at(pointer);
    return described.path("properties").properties().stream().map(Map.Entry::getKey).toList();
  }

  private static List<String> components(Class<?> type) {
    return Stream.of(type.getRecordComponents()).map(RecordComponent::getName).toList();
  }
}
