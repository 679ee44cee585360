package io.coportal.sync.simulator.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
  private QuickBooksSimulator quickBooks;
  private Samples samples;
  private Caller uk;

  @BeforeEach
  void start() {
    quickBooks = QuickBooksSimulator.start(0);
    quickBooks.limits().off();
    samples = Samples.uk(quickBooks);
    uk = Caller.of(quickBooks, Samples.UK);
  }

  @AfterEach
  void stop() {
    quickBooks.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from Invoice where DocNumber = 'EXISTING-1'",
        "SELECT * FROM invoice WHERE docnumber LIKE 'EXIST%' ORDERBY Id",
        "select * from Invoice where TotalAmt = '120.00' and TxnDate < '2026-10-02'",
        "select * from Invoice where DocNumber IN ('X', 'EXISTING-1') order by TxnDate desc",
        "select * from Invoice where MetaData.CreateTime > '2020-01-01T00:00:00-08:00'",
        "select * from Invoice where Balance > '0' startposition 1 maxresults 1000",
      })
  void findsTheInvoice(String query) {
    var found = uk.query(query).entity("QueryResponse");

    assertThat(names(found, "Invoice", "DocNumber")).containsExactly("EXISTING-1");
    assertThat(found.path("startPosition").asInt()).isEqualTo(1);
    assertThat(found.path("maxResults").asInt()).isEqualTo(1);
    assertThat(found.path("totalCount").asInt()).isEqualTo(1);
  }

  @Test
  void findsByReferenceAndMissesOthers() {
    var mine = "select * from Invoice where CustomerRef = '" + samples.framers() + "'";
    assertThat(uk.query(mine).json().at("/QueryResponse/Invoice")).hasSize(1);

    var none = uk.query("select * from Invoice where CustomerRef = '1'");

    assertThat(none.entity("QueryResponse")).isEmpty();
  }

  @Test
  void leavesInactiveCustomersOutUnlessAskedFor() {
    assertThat(customers("select * from Customer"))
        .containsExactly("Canal Street Framers", "Foxglove & Daughters");
    assertThat(customers("select * from Customer where Active in (true, false)")).hasSize(3);
    assertThat(customers("select * from Customer where Active = false"))
        .containsExactly("Shuttered Shop (deleted)");
  }

  @Test
  void readsEscapedApostrophesAndBackslashes() {
    uk.post("customer", "{\"DisplayName\":\"O'Neill \\\\ Sons\"}").entity("Customer");

    assertThat(customers("select * from Customer where DisplayName = 'O\\'Neill \\\\ Sons'"))
        .hasSize(1);
    assertThat(uk.query("select * from Customer where DisplayName = 'O'Neill'").code())
        .isEqualTo("4000");
    assertThat(uk.query("select * from Customer where DisplayName = 'O\\Neill'").code())
        .isEqualTo("4000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select * from Invoice where DocNumber = 1038                     | 4000",
        "select * from Invoice where DocNumber != 'x'                     | 4000",
        "select * from Invoice where DocNumber = 'x' or DocNumber = 'y'   | 4000",
        "select * from Invoice where (DocNumber = 'x')                    | 4000",
        "select * from Invoice where DocNumber = ‘x’                      | 4000",
        "select * from Invoice where DocNumber = \"x\"                    | 4000",
        "select from Invoice                                              | 4000",
        "select * from Invoice maxresults 10 startposition 1              | 4000",
        "update Invoice                                                   | 4000",
        "''                                                               | 4000",
        "select * from Invoice startposition 0                            | 4001",
        "select * from Invoice maxresults 1001                            | 4001",
        "select * from Invoice where PrivateNote = 'x'                    | 4001",
        "select * from Invoice orderby PrivateNote                        | 4001",
        "select * from Estimate                                           | 4001",
        "select * from Invoice where TotalAmt > 'much'                    | 4001",
      })
  void refusesWhatTheLanguageDoesNotHave(String query, String code) {
    var answer = uk.query(query.equals("''") ? "" : query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).as(answer.body()).isEqualTo(code);
  }

  @Test
  void pagesAndCounts() {
    for (var number = 1; number <= 5; number++) {
      uk.post("invoice", samples.invoice("P-" + number)).invoice();
    }
    var page =
        uk.query("select * from Invoice orderby Id startposition 2 maxresults 3")
            .entity("QueryResponse");

    assertThat(names(page, "Invoice", "DocNumber")).containsExactly("P-1", "P-2", "P-3");
    assertThat(page.path("startPosition").asInt()).isEqualTo(2);
    assertThat(page.path("totalCount").asInt()).isEqualTo(6);
    var count = uk.query("select count(*) from Invoice where DocNumber like 'P-%'");
    assertThat(count.entity("QueryResponse").toString()).isEqualTo("{\"totalCount\":5}");
  }

  @Test
  void projectsButLosesNestedLists() {
    var codes = uk.query("select Id, Name, SalesTaxRateList from TaxCode").entity("QueryResponse");

    assertThat(codes.at("/TaxCode/0/Name").asText()).isEqualTo("20.0% S");
    assertThat(codes.at("/TaxCode/0").has("SalesTaxRateList")).isFalse();
    assertThat(codes.at("/TaxCode/0").has("Description")).isFalse();
  }

  @Test
  void takesAPostedStatement() {
    var answer =
        uk.send("POST", "query", "select * from CompanyInfo", "Content-Type", "application/text");

    assertThat(answer.json().at("/QueryResponse/CompanyInfo/0/Country").asText()).isEqualTo("GB");
  }

  @Test
  void hidesThePseudoCodesFromAQueryForActiveOnes() {
    var us = Caller.of(quickBooks, QuickBooksSimulator.UNITED_STATES);

    assertThat(names(us.query("select * from TaxCode").entity("QueryResponse"), "TaxCode", "Id"))
        .contains("TAX", "NON");
    assertThat(
            names(
                us.query("select * from TaxCode where Active = true").entity("QueryResponse"),
                "TaxCode",
                "Name"))
        .containsExactly("Travis County");
  }

  @Test
  void readsCompanyPreferencesAndRates() {
    quickBooks.people(Samples.UK).closeBooks(LocalDate.of(2026, 3, 31));

    var preferences = uk.get("preferences").entity("Preferences");
    assertThat(preferences.at("/SalesFormsPrefs/CustomTxnNumbers").asBoolean()).isTrue();
    assertThat(preferences.at("/CurrencyPrefs/MultiCurrencyEnabled").asBoolean()).isTrue();
    assertThat(preferences.at("/AccountingInfoPrefs/BookCloseDate").asText())
        .isEqualTo("2026-03-31");
    assertThat(
            uk.get("companyinfo/" + Samples.UK).entity("CompanyInfo").path("CompanyName").asText())
        .isEqualTo("Pennine Creative Ltd");
    var rate =
        uk.get("exchangerate?sourcecurrencycode=USD&asofdate=2026-11-20").entity("ExchangeRate");
    assertThat(rate.path("Rate").decimalValue()).isEqualByComparingTo("0.763359");
    assertThat(rate.path("AsOfDate").asText()).isEqualTo("2026-11-20");
    assertThat(uk.get("exchangerate?sourcecurrencycode=JPY").code()).isEqualTo("2220");
    assertThat(
            uk.query("select * from ExchangeRate where SourceCurrencyCode = 'EUR'")
                .json()
                .at("/QueryResponse/ExchangeRate"))
        .hasSize(1);
  }

  private List<String> customers(String query) {
    return names(uk.query(query).entity("QueryResponse"), "Customer", "DisplayName");
  }

  private static List<String> names(JsonNode response, String type, String member) {
    return StreamSupport.stream(response.path(type).spliterator(), false)
        .map(each -> each.path(member).asText())
        .toList();
  }
}
