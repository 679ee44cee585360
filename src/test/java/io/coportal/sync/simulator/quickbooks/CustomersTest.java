package io.coportal.sync.simulator.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CustomersTest {
  private QuickBooksSimulator quickBooks;
  private People people;
  private Caller uk;

  @BeforeEach
  void start() {
    quickBooks = QuickBooksSimulator.start(0);
    quickBooks.limits().off();
    people = quickBooks.people(Samples.UK);
    uk = Caller.of(quickBooks, Samples.UK);
  }

  @AfterEach
  void stop() {
    quickBooks.close();
  }

  @Test
  void createsACustomerInTheHomeCurrency() {
    var customer = create("{\"DisplayName\":\"O'Neill & Søn A/S\"}").entity("Customer");

    assertThat(customer.at("/CurrencyRef/value").asText()).isEqualTo("GBP");
    assertThat(customer.path("FullyQualifiedName").asText()).isEqualTo("O'Neill & Søn A/S");
    assertThat(customer.path("Active").asBoolean()).isTrue();
    assertThat(customer.path("Balance").decimalValue()).isZero();
    assertThat(uk.get("customer/" + customer.path("Id").asText()).entity("Customer").toString())
        .isEqualTo(customer.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Canal Street Framers", "canal street framers", "Paper Merchants", "Robin Clerk"})
  void refusesANameThatSomebodyHas(String name) {
    assertThat(create("{\"DisplayName\":\"" + name + "\"}").code()).isEqualTo("6240");
  }

  @Test
  void refusesANameThatAVendorTook() {
    people.takeNameByVendor("Twice Ltd");

    assertThat(create("{\"DisplayName\":\"Twice Ltd\"}").code()).isEqualTo("6240");
  }

  @Test
  void freesTheNameOfAnInactiveCustomerUnlessToldOtherwise() {
    var framers = people.idOf("Customer", Samples.FRAMERS);
    people.inactivateCustomer(framers);

    assertThat(uk.get("customer/" + framers).entity("Customer").path("DisplayName").asText())
        .isEqualTo("Canal Street Framers (deleted)");
    people.inactiveNamesBlock(true);
    assertThat(create("{\"DisplayName\":\"Canal Street Framers\"}").code()).isEqualTo("6240");
    people.inactiveNamesBlock(false);
    assertThat(create("{\"DisplayName\":\"Canal Street Framers\"}").status()).isEqualTo(200);
    assertThat(update(framers, "\"Active\":true").code()).isEqualTo("6240");
    var back = update(framers, "\"Active\":true,\"DisplayName\":\"Framers\"").entity("Customer");
    assertThat(back.path("DisplayName").asText()).isEqualTo("Framers");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"CompanyName\":\"No name\"}                                          | 6080",
        "{\"DisplayName\":\"a:b\"}                                              | 2040",
        "{\"DisplayName\":\"a\\tb\"}                                            | 2040",
        "{\"DisplayName\":\"a\",\"PrimaryEmailAddr\":{\"Address\":\"a@b\"}}     | 2210",
        "{\"DisplayName\":\"a\",\"CurrencyRef\":{\"value\":\"12\"}}             | 2220",
        "{\"DisplayName\":\"a\",\"Email\":\"x\"}                                | 2010",
        "{\"DisplayName\":\"a\",\"DefaultTaxCodeRef\":{\"value\":\"9999\"}}     | 2500",
        "{\"DisplayName\":\"a\",\"Active\":\"maybe\"}                           | 2010",
        "not json                                                               | 2010",
      })
  void refusesWhatDoesNotFit(String body, String code) {
    var answer = create(body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).as(answer.body()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({"DisplayName, 500", "CompanyName, 100", "GivenName, 100", "Notes, 2000"})
  void refusesTextsThatAreTooLong(String member, int longest) {
    var fits = "x".repeat(longest);
    var body = "{\"DisplayName\":\"name %d\",\"%s\":\"%s\"}";
    if (member.equals("DisplayName")) {
      body = "{\"Notes\":\"name %d\",\"%s\":\"%s\"}";
    }

    assertThat(create(body.formatted(1, member, fits)).status()).isEqualTo(200);
    var refused = create(body.formatted(2, member, fits + "x"));
    assertThat(refused.code()).isEqualTo("2050");
    assertThat(refused.detail()).contains("Max:" + longest, "Supplied length:" + (longest + 1));
  }

  @Test
  void bindsACustomerToItsCurrency() {
    var made =
        create("{\"DisplayName\":\"Dollar Co\",\"CurrencyRef\":{\"value\":\"JPY\"}}")
            .entity("Customer");

    assertThat(update(made.path("Id").asText(), "\"CurrencyRef\":{\"value\":\"GBP\"}").code())
        .isEqualTo("6000");
    assertThat(people.all("CompanyCurrency"))
        .extracting(each -> each.path("Code").asText())
        .contains("JPY");
  }

  @Test
  void refusesAForeignCustomerWhereThereIsOneCurrency() {
    people.switchMultiCurrency(false);

    assertThat(create("{\"DisplayName\":\"Dollar Co\",\"CurrencyRef\":{\"value\":\"USD\"}}").code())
        .isEqualTo("6000");
  }

  @Test
  void changesACustomerWithItsSyncTokenOnly() {
    var framers = people.idOf("Customer", Samples.FRAMERS);

    var changed = update(framers, "\"Notes\":\"new\"").entity("Customer");

    assertThat(changed.path("SyncToken").asText()).isEqualTo("1");
    assertThat(changed.at("/PrimaryEmailAddr/Address").asText())
        .isEqualTo("hello@canalstreet.example");
    var stale = "{\"Id\":\"%s\",\"SyncToken\":\"0\",\"sparse\":true,\"Notes\":\"x\"}";
    assertThat(uk.post("customer", stale.formatted(framers)).code()).isEqualTo("5010");
  }

  @Test
  void showsARenamedCustomerInOldInvoices() {
    update(people.idOf("Customer", Samples.FRAMERS), "\"DisplayName\":\"Framers & Co\"");

    assertThat(people.invoices("EXISTING-1").get(0).at("/CustomerRef/name").asText())
        .isEqualTo("Framers & Co");
  }

  @Test
  void createsAServiceItemOfAnIncomeAccount() {
    var income = people.idOf("Account", "Sales of services");
    var bank = people.idOf("Account", "Business Bank Account");
    var body = "{\"Name\":\"%s\",\"Type\":\"Service\",\"IncomeAccountRef\":{\"value\":\"%s\"}}";

    var item = uk.post("item", body.formatted("Design", income)).entity("Item");

    assertThat(item.at("/IncomeAccountRef/name").asText()).isEqualTo("Sales of services");
    assertThat(uk.post("item", body.formatted("design", income)).code()).isEqualTo("6240");
    assertThat(uk.post("item", body.formatted("Other", bank)).code()).isEqualTo("6430");
    assertThat(uk.post("item", body.formatted("Other", "9999")).code()).isEqualTo("2500");
    assertThat(uk.post("item", "{\"Name\":\"Other\",\"Type\":\"Service\"}").code())
        .isEqualTo("2390");
    assertThat(uk.post("item", body.formatted("Other", people.idOf("Account", "Old Sales"))).code())
        .isEqualTo("610");
  }

  private Caller.Answer create(String body) {
    return uk.post("customer?minorversion=75", body);
  }

  private Caller.Answer update(String id, String members) {
    var token = uk.get("customer/" + id).entity("Customer").path("SyncToken").asText();
    return uk.post(
        "customer",
        "{\"Id\":\"%s\",\"SyncToken\":\"%s\",\"sparse\":true,%s}".formatted(id, token, members));
  }
}
