package io.coportal.sync.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.MessageResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.schema.SchemaValidator;
import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.SampleData;
import io.coportal.sync.json.ExactJson;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The contract's schema, judged by the validator that the REST trigger uses, against the reader.
 */
class InvoiceSchemaTest {
  private static final Path SCHEMA = Path.of("routes/triggers/invoice.schema.json");
  private static OpenAPI api;
  private static SchemaValidator validator;

  @BeforeAll
  static void wrapTheSchemaInAContract() throws Exception {
    String contract =
        """
        {"openapi":"3.0.3","info":{"title":"t","version":"1"},"paths":{},
         "components":{"schemas":{"Invoice":%s}}}
        """
            .formatted(Files.readString(SCHEMA));
    var parsed = new OpenAPIV3Parser().readContents(contract);
    assertThat(parsed.getMessages()).isEmpty();
    api = parsed.getOpenAPI();
    validator = new SchemaValidator(api, new MessageResolver(LevelResolver.defaultResolver()));
  }

  private static ValidationReport judge(String json) {
    return validator.validate(
        () -> ExactJson.mapper().readTree(json),
        api.getComponents().getSchemas().get("Invoice"),
        "body");
  }

  static List<SampleData.Sample> samples() {
    return SampleData.invoices();
  }

  static Stream<BadInvoices.Bad> badThatASchemaCanTell() {
    return BadInvoices.all().filter(bad -> bad.told() == BadInvoices.Told.BY_THE_SCHEMA_TOO);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void acceptsEverySampleAsTheReaderDoes(SampleData.Sample sample) {
    assertThat(judge(sample.json()).getMessages()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badThatASchemaCanTell")
  void refusesWhatTheReaderRefuses(BadInvoices.Bad bad) {
    assertThat(judge(bad.json()).hasErrors()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/dueDate",
        "/taxReason",
        "/reference",
        "/url",
        "/client/email",
        "/client/company",
        "/client/phone",
        "/client/taxNumber",
        "/client/country",
        "/client/address",
        "/client/address/line2",
        "/client/address/country",
        "/lines/0/lineId",
        "/lines/0/taxRate",
        "/lines/0/taxReason"
      })
  void anOptionalMemberMayBeNullOrLeftOutForBoth(String pointer) {
    for (String value : new String[] {"null", null}) {
      String json = BadInvoices.with(pointer, value);
      assertThat(judge(json).getMessages()).isEmpty();
      assertThat(new InvoiceReader().read("inv-1", json)).isNotNull();
    }
  }

  @Test
  void describesEveryMember() throws Exception {
    assertThat(undescribed(ExactJson.mapper().readTree(SCHEMA.toFile()), "")).isEmpty();
  }

  private static List<String> undescribed(JsonNode schema, String pointer) {
    Stream<String> here =
        schema.path("description").asText().isBlank() ? Stream.of(pointer) : Stream.empty();
    JsonNode members =
        schema.at("/items/properties").isMissingNode() ? schema : schema.get("items");
    return Stream.concat(
            here,
            members.path("properties").properties().stream()
                .flatMap(e -> undescribed(e.getValue(), pointer + "/" + e.getKey()).stream()))
        .toList();
  }

  @Test
  void noPatternHasBlanksInASet() throws Exception {
    assertThat(Files.readString(SCHEMA))
        .as("the validator would look at all 65,536 characters, each time it judges a text")
        .doesNotContainPattern("\\[[^\\]]*\\\\\\\\[sS]");
  }
}
