package io.coportal.sync.simulator.xero;

import static org.assertj.core.api.Assertions.assertThat;

import io.coportal.sync.simulator.SimulatorClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shapes of answers and the ways to ask. */
class ReadingTest {
  private final SimulatorClock clock =
      SimulatorClock.stoppedAt(Instant.parse("2026-11-22T12:00:01.100Z"));
  private XeroSimulator xero;
  private Caller uk;

  @BeforeEach
  void start() {
    xero = XeroSimulator.start(0, clock);
    xero.limits().off();
    uk = Caller.of(xero, Samples.UK);
  }

  @AfterEach
  void stop() {
    xero.close();
  }

  @Test
  void answersInTheDocumentedShape() {
    var answer = uk.put("Invoices?summarizeErrors=false", Samples.invoice("R-1"));

    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(answer.header("Xero-Correlation-Id")).isNotEmpty();
    assertThat(answer.body())
        .contains(
            "\"Status\":\"OK\",\"ProviderName\":", "\"DateTimeUTC\":\"/Date(1795348801100)/\"")
        .contains("\"DateString\":\"2026-11-20T00:00:00\",\"Date\":\"/Date(1795132800000+0000)/\"")
        .contains("\"DueDateString\":\"2026-12-20T00:00:00\"", "/Date(1797724800000+0000)/")
        .contains("\"UpdatedDateUTC\":\"/Date(1795348801100+0000)/\"")
        .contains("\"UpdatedDateUTCString\":\"2026-11-22T12:00:01Z\"")
        .contains("\"SubTotal\":100.00,\"TotalTax\":20.00,\"Total\":120.00")
        .contains("\"AmountDue\":120.00,\"AmountPaid\":0.00");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-20",
        "2026-11-20T00:00:00",
        "/Date(1795132800000+0000)/",
        "2026-11-20T23:30:00-01:00"
      })
  void understandsEveryFormOfDate(String date) {
    var body = Samples.invoice("R-1").replace("2026-11-20", date);

    var expected = date.endsWith("-01:00") ? "2026-11-21T00:00:00" : "2026-11-20T00:00:00";
    assertThat(uk.put("Invoices", body).invoice().path("DateString").asText()).isEqualTo(expected);
  }

  @Test
  void takesTodayInTheOrganisationsZoneWhenNoDateIsSent() {
    var body =
        Samples.invoice("R-1")
            .replace("\"Date\":\"2026-11-20\",", "")
            .replace("00000044", "00000064");

    var answer = Caller.of(xero, XeroSimulator.NEW_ZEALAND).put("Invoices", body);

    assertThat(answer.invoice().path("DateString").asText()).isEqualTo("2026-11-23T00:00:00");
  }

  @Test
  void leavesLinesOutOfUnpagedListsAndContactsToTheirNames() {
    uk.put("Invoices", Samples.invoice("R-1"));

    var unpaged = uk.get("Invoices").json();
    var paged = uk.get("Invoices?page=1").json();

    assertThat(unpaged.has("pagination")).isFalse();
    assertThat(unpaged.at("/Invoices/1/LineItems")).isEmpty();
    assertThat(paged.at("/Invoices/1/LineItems")).hasSize(1);
    assertThat(paged.at("/Invoices/1/Contact/Name").asText()).isEqualTo("Mill Lane Bakery");
    assertThat(paged.at("/Invoices/1/Contact").has("EmailAddress")).isFalse();
    assertThat(uk.get("Invoices?summaryOnly=true").json().at("/Invoices/0").has("LineItems"))
        .isFalse();
  }

  @Test
  void cutsListsIntoPages() {
    IntStream.range(0, 4).forEach(i -> uk.put("Invoices", Samples.invoice("R-" + i)));

    var second = uk.get("Invoices?page=2&pageSize=2&order=InvoiceNumber%20DESC").json();

    assertThat(second.path("pagination").toString())
        .isEqualTo("{\"page\":2,\"pageSize\":2,\"pageCount\":3,\"itemCount\":5}");
    assertThat(second.path("Invoices").findValuesAsText("InvoiceNumber"))
        .containsExactly("R-1", "R-0");
    assertThat(uk.get("Invoices?page=9").json().path("Invoices")).isEmpty();
    assertThat(uk.get("Invoices?page=0&pageSize=5000").json().at("/pagination/pageSize").asInt())
        .isEqualTo(1000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "InvoiceNumber==\"R-1\";R-1",
        "InvoiceNumber=\"r-1\";R-1",
        "InvoiceNumber==\"R-1\" OR InvoiceNumber==\"R-2\";R-1,R-2",
        "InvoiceNumber==\"R-1\" || Reference==\"say \"\"hi\"\"\";R-1,R-2",
        "Type==\"ACCREC\" && !(InvoiceNumber.StartsWith(\"R\"));EXISTING-1",
        "Status==\"DRAFT\";R-2",
        "Contact.ContactID==guid(\"00000044-0003-4000-8000-000000000001\") AND Total>119.99 AND Status!=\"DRAFT\";EXISTING-1,R-1",
        "Date>=DateTime(2026, 11, 20) and Date<DateTime(2026, 11, 21);R-1,R-2",
        "Url!=null;R-2",
        "Url==null AND InvoiceNumber.ToLower().Contains(\"r-\");R-1",
        "Reference.EndsWith(\"person\");EXISTING-1",
      })
  void filters(String where, String numbers) {
    two();

    assertThat(found("where=" + Caller.encoded(where)))
        .containsExactlyInAnyOrder(numbers.split(","));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Reference==\"a\"b\" | Syntax error",
        "Reference==\"a\\\"b\" | Syntax error",
        "Reference==\"a | Unterminated string literal",
        "InvoiceNumber== | Syntax error",
        "(Status==\"DRAFT\" | Syntax error",
        "Status | Expression of type 'Boolean' expected",
        "Nonsense==1 | No property or field 'Nonsense' exists in type 'Invoice'",
        "Total==\"a\" | Operator incompatible with operand types",
      })
  void refusesAFilterItCannotParse(String where, String message) {
    var answer = uk.get("Invoices?page=1&where=" + Caller.encoded(where));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("ErrorNumber").asInt()).isEqualTo(16);
    assertThat(answer.json().path("Type").asText()).isEqualTo("QueryParseException");
    assertThat(answer.json().path("Message").asText()).isEqualTo(message);
  }

  @Test
  void findsByTheOtherParameters() {
    two();
    var id = xero.people(Samples.UK).invoices("R-1").get(0).path("InvoiceID").asText();

    assertThat(found("IDs=" + id + "," + UUID.randomUUID())).containsExactly("R-1");
    assertThat(found("InvoiceNumbers=R-1,R-2,R-3")).containsExactly("R-1", "R-2");
    assertThat(found("ContactIDs=" + Samples.BAKERY)).hasSize(3);
    assertThat(found("Statuses=DRAFT,VOIDED")).containsExactly("R-2");
    assertThat(found("searchTerm=HI")).containsExactly("R-2");
    assertThat(found("createdByMyApp=true")).containsExactly("R-1", "R-2");
  }

  @Test
  void doesNotFindWhatIsAskedForInTooLongAQuery() {
    var ids = "Invoices?IDs=" + Samples.EXISTING + ("," + Samples.EXISTING).repeat(54);

    assertThat(uk.get(ids).status()).isEqualTo(200);
    assertThat(uk.get(ids + "," + Samples.EXISTING).status()).isEqualTo(404);
  }

  @Test
  void readsOneByIdOrNumberInAnyCase() {
    assertThat(uk.get("invoices/" + Samples.EXISTING).invoice().path("InvoiceNumber").asText())
        .isEqualTo("EXISTING-1");
    assertThat(uk.get("INVOICES/EXISTING-1").invoice().at("/Contact/EmailAddress").asText())
        .isEqualTo("hello@milllane.example");
  }

  @Test
  void findsNothingInProseInsteadOfJson() {
    var answer = uk.get("Invoices/" + UUID.randomUUID());

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("Content-Type")).startsWith("text/html");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-22T12:00Z",
        "2026-11-22T12:00:00",
        "2026-11-22T12:00:00.000Z",
        "Sun, 22 Nov 2026 12:00:00 GMT"
      })
  void tellsWhatChangedSince(String since) {
    clock.advance(Duration.ofDays(-1));
    xero.people(Samples.UK).voidByUser(Samples.EXISTING);
    clock.advance(Duration.ofDays(1));
    uk.put("Invoices", Samples.invoice("R-1"));

    var answer = uk.send("GET", "Invoices?page=1", null, "If-Modified-Since", since);

    assertThat(answer.json().path("Invoices").findValuesAsText("InvoiceNumber"))
        .containsExactly("R-1");
  }

  @Test
  void acceptsABodyOnAGet() {
    assertThat(uk.send("GET", "Organisation", "{}").status()).isEqualTo(200);
  }

  @Test
  void letsNobodyWriteSettingsNorPatch() {
    var answer = uk.put("Currencies", "{\"Code\":\"JPY\"}");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(uk.send("PATCH", "Invoices", "{}").status()).isEqualTo(501);
  }

  @Test
  void answersInXmlWhenJsonIsNotAskedFor() {
    var token = "Bearer " + xero.accessToken(Samples.UK);
    var answer =
        Caller.plain(xero)
            .send(
                "GET",
                "/api.xro/2.0/Organisation",
                null,
                "Authorization",
                token,
                "xero-tenant-id",
                Samples.UK.toString());

    assertThat(answer.header("Content-Type")).startsWith("text/xml");
    assertThat(answer.body()).contains("<Name>Harbour Studio Ltd</Name>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "00000061-0001-4000-8000-000000000000"})
  void forbidsATenantThatIsMissingUnknownOrNotConnected(String tenant) {
    var answer =
        Caller.plain(xero)
            .send(
                "GET",
                "/api.xro/2.0/Organisation",
                null,
                "Authorization",
                "Bearer " + xero.accessToken(Samples.UK),
                "Xero-Tenant-Id",
                tenant,
                "Accept",
                "application/json");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.json().path("Detail").asText()).isEqualTo("AuthenticationUnsuccessful");
  }

  @ParameterizedTest
  @CsvSource({
    "00000044-0001-4000-8000-000000000000, GBP, OUTPUT2, 20",
    "00000027-0001-4000-8000-000000000000, ZAR, OUTPUT3, 15",
    "00000061-0001-4000-8000-000000000000, AUD, OUTPUT, 10",
    "00000064-0001-4000-8000-000000000000, NZD, OUTPUT2, 15",
    "00000001-0001-4000-8000-000000000000, USD, TAX001, 8.25",
  })
  void seedsEveryCountry(UUID tenant, String currency, String taxType, String rate) {
    var there = Caller.of(xero, tenant);

    assertThat(there.get("Organisation").json().at("/Organisations/0/BaseCurrency").asText())
        .isEqualTo(currency);
    assertThat(
            there.get("TaxRates/" + taxType).json().at("/TaxRates/0/EffectiveRate").decimalValue())
        .isEqualByComparingTo(rate);
    assertThat(there.get("Accounts").json().path("Accounts").findValuesAsText("Code"))
        .contains("090", "200", "201", "260", "400", "610", "820", "860");
    assertThat(there.get("Invoices/EXISTING-1").status()).isEqualTo(200);
    assertThat(there.get("Currencies").json().path("Currencies").findValuesAsText("Code"))
        .contains(currency);
  }

  private void two() {
    uk.put("Invoices", Samples.invoice("R-1"));
    uk.put(
        "Invoices",
        Samples.invoice(
                "R-2",
                "\"Reference\":\"say \\\"hi\\\"\",\"Url\":\"https://coportal.example/1\","
                    + Samples.lines(Samples.LINE))
            .replace("AUTHORISED", "DRAFT"));
  }

  private List<String> found(String query) {
    return uk.get("Invoices?page=1&order=InvoiceNumber&" + query)
        .json()
        .path("Invoices")
        .findValuesAsText("InvoiceNumber");
  }
}
