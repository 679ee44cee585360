package io.coportal.sync.simulator.xero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.simulator.SimulatorClock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContactsTest {
  private static final String ARCHIVED =
      "The specified contact details matched an archived contact. Archived contacts cannot currently be edited via the API.";

  private final SimulatorClock clock = SimulatorClock.real();
  private XeroSimulator xero;
  private Caller uk;

  @BeforeEach
  void start() {
    xero = XeroSimulator.start(0, clock);
    uk = Caller.of(xero, Samples.UK);
  }

  @AfterEach
  void stop() {
    xero.close();
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments(
            "{\"Name\":\"MILL lane bakery\"}",
            "The contact name MILL lane bakery is already assigned to another contact. The contact name must be unique across all active contacts."),
        arguments(
            "{\"EmailAddress\":\"a@b.example\"}",
            "The Contact must contain at least 1 of the following elements to identify the contact: Name, ContactID, ContactNumber"),
        arguments("{\"Name\":\"A\",\"EmailAddress\":\"nobody\"}", "Email address must be valid."),
        arguments(
            "{\"Name\":\"A\",\"EmailAddress\":\"jürgen@b.example\"}",
            "Email address must be valid."),
        arguments(
            "{\"Name\":\"A  B\"}", "The contact name must not contain < or > or surplus blanks"),
        arguments(
            "{\"Name\":\"<b>\"}", "The contact name must not contain < or > or surplus blanks"),
        arguments("{\"Name\":\"" + "n".repeat(256) + "\"}", "Name must not exceed 255 characters"),
        arguments(
            "{\"Name\":\"A\",\"ContactNumber\":\"" + "1".repeat(51) + "\"}",
            "ContactNumber must not exceed 50 characters"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesInTheLedgersWords(String contact, String message) {
    var answer = uk.put("Contacts", contact);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.messages()).containsExactly(message);
    assertThat(answer.json().at("/Elements/0/ContactID").asText())
        .isEqualTo(new UUID(0, 0).toString());
    assertThat(answer.json().at("/Elements/0/HasValidationErrors").asBoolean()).isTrue();
    assertThat(xero.people(Samples.UK).contacts()).hasSize(3);
  }

  @Test
  void saysPerElementHowItFaredWhenAskedNotToSummarize() {
    var answer =
        uk.put(
            "Contacts?summarizeErrors=false",
            "{\"Contacts\":[{\"Name\":\"One\"},{\"Name\":\"one\"}]}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().at("/Contacts/0/StatusAttributeString").asText()).isEqualTo("OK");
    assertThat(answer.json().at("/Contacts/1/StatusAttributeString").asText()).isEqualTo("ERROR");
  }

  @Test
  void givesTheNameOfAnArchivedContactToANewOneButNotItsNumber() {
    var first = create("{\"Name\":\"Old\",\"ContactNumber\":\"C-1\"}");
    xero.people(Samples.UK).archiveContact(UUID.fromString(first.path("ContactID").asText()));

    assertThat(uk.put("Contacts", "{\"Name\":\"Old\"}").status()).isEqualTo(200);
    assertThat(uk.put("Contacts", "{\"Name\":\"Other\",\"ContactNumber\":\"C-1\"}").messages())
        .containsExactly(
            "The contact number C-1 is already assigned to another contact. The contact number must be unique across all contacts.");
  }

  @Test
  void overwritesTheContactOfThatNameWhenPostedWithoutId() {
    var answer =
        uk.post("Contacts", "{\"Name\":\"Mill Lane Bakery\",\"EmailAddress\":\"x@y.example\"}");

    assertThat(answer.json().at("/Contacts/0/ContactID").asText())
        .isEqualTo(Samples.BAKERY.toString());
    assertThat(read(Samples.BAKERY).path("EmailAddress").asText()).isEqualTo("x@y.example");
  }

  @Test
  void answers404ToAnUnknownIdAndChangesNothing() {
    var body =
        "{\"Contacts\":[{\"Name\":\"New\"},{\"ContactID\":\"%s\",\"Name\":\"B\"}]}"
            .formatted(UUID.randomUUID());

    assertThat(uk.post("Contacts", body).status()).isEqualTo(404);
    assertThat(uk.post("Contacts/" + UUID.randomUUID(), "{\"Name\":\"B\"}").status())
        .isEqualTo(404);
    assertThat(xero.people(Samples.UK).contacts()).hasSize(3);
  }

  @Test
  void refusesToRenameToATakenName() {
    assertThat(uk.post("Contacts/" + Samples.BAKERY, "{\"Name\":\"Northgate & Sons\"}").messages())
        .containsExactly(
            "The existing contact with name Mill Lane Bakery cannot be updated to use new name Northgate & Sons. There is an existing contact with that name.");
  }

  @Test
  void archivesOnceAndThenRefusesEveryEdit() {
    var archive = "{\"ContactStatus\":\"ARCHIVED\"}";

    assertThat(uk.post("Contacts/" + Samples.BAKERY, archive).status()).isEqualTo(200);
    assertThat(uk.post("Contacts/" + Samples.BAKERY, archive).messages()).containsExactly(ARCHIVED);
    assertThat(uk.post("Contacts/" + Samples.BAKERY, "{\"ContactStatus\":\"ACTIVE\"}").messages())
        .containsExactly(ARCHIVED);
  }

  @Test
  void showsTheFixedSlotsOfAddressesAndPhones() {
    var contact =
        create(
            """
            {"Name":"A","Addresses":[{"AddressType":"POBOX","AddressLine1":"1 Quay St","City":"Leeds"}],
             "ContactPersons":[{"FirstName":"Ann","IncludeInEmails":true}]}""");

    assertThat(contact.path("Addresses"))
        .extracting(slot -> slot.path("AddressType").asText())
        .containsExactly("STREET", "POBOX");
    assertThat(contact.at("/Addresses/1/AddressLine1").asText()).isEqualTo("1 Quay St");
    assertThat(contact.at("/Addresses/0/City").asText("missing")).isEmpty();
    assertThat(contact.path("Phones")).hasSize(4);
    assertThat(contact.at("/ContactPersons/0/IncludeInEmails").asBoolean()).isTrue();
  }

  @Test
  void becomesACustomerByItsFirstInvoice() {
    var id = UUID.fromString(create("{\"Name\":\"Fresh\"}").path("ContactID").asText());
    assertThat(read(id).path("IsCustomer").asBoolean()).isFalse();

    uk.put("Invoices", Samples.invoice("R-1").replace(Samples.BAKERY.toString(), id.toString()));

    assertThat(read(id).path("IsCustomer").asBoolean()).isTrue();
  }

  @Test
  void isNotTouchedByAnInvoiceThatSendsItsIdOnly() {
    var before = read(Samples.BAKERY).path("UpdatedDateUTC").asText();
    clock.advance(Duration.ofMinutes(1));

    uk.put("Invoices", Samples.invoice("R-1"));

    assertThat(read(Samples.BAKERY).path("UpdatedDateUTC").asText()).isEqualTo(before);
  }

  @Test
  void isEditedByAnInvoiceThatSendsMoreThanItsId() {
    var body =
        Samples.invoice("R-1").replace("\"ContactID\"", "\"TaxNumber\":\"T1\",\"ContactID\"");

    assertThat(uk.put("Invoices", body).status()).isEqualTo(200);

    assertThat(read(Samples.BAKERY).path("TaxNumber").asText()).isEqualTo("T1");
  }

  @Test
  void hidesArchivedContactsUnlessAsked() {
    assertThat(names("Contacts?page=1")).hasSize(2);
    assertThat(names("Contacts?page=1&includeArchived=true")).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Contacts?page=1&searchTerm=NORTHGATE",
        "Contacts?page=1&searchTerm=accounts%40north",
        "Contacts?page=1&where=Name%3D%3D%22northgate+%26+sons%22",
        "Contacts?page=1&where=EmailAddress%3D%3D%22accounts%40northgate.example%22",
        "Contacts?page=1&IDs=00000044-0003-4000-8000-000000000002",
        "Contacts?page=2&pageSize=1&order=Name",
      })
  void findsOneByManyWays(String target) {
    assertThat(names(target)).containsExactly("Northgate & Sons");
  }

  @Test
  void readsOneByItsNumber() {
    create("{\"Name\":\"A\",\"ContactNumber\":\"C-1\"}");

    assertThat(names("Contacts/C-1")).containsExactly("A");
  }

  @Test
  void showsWhereAMergedContactWent() {
    var winner = Seeds.id("GB", 3, 2);
    xero.people(Samples.UK).mergeContact(Samples.BAKERY, winner);

    assertThat(read(Samples.BAKERY).path("MergedToContactID").asText())
        .isEqualTo(winner.toString());
    assertThat(read(Samples.BAKERY).path("ContactStatus").asText()).isEqualTo("ARCHIVED");
  }

  private JsonNode create(String contact) {
    var answer = uk.put("Contacts", contact);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().at("/Contacts/0");
  }

  private JsonNode read(UUID id) {
    return uk.get("Contacts/" + id).json().at("/Contacts/0");
  }

  private List<String> names(String target) {
    var names = uk.get(target).json().path("Contacts").findValuesAsText("Name");
    return List.copyOf(names);
  }
}
