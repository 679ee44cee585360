package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.contract.Portal.Answer;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cause is mended once, and all that stood still for it go again by one word. */
abstract class StandstillContract extends LedgerContract {
  private static final String LOCKED = "period-locked";

  private final List<TestInvoice> invoices = TestInvoice.plain(3);

  StandstillContract(LedgerUnderTest ledger) {
    super(ledger);
  }

  @AfterEach
  void unlock() {
    ledger.books().lock(null);
    coportal.forgetReferences(ledger, ledger.home());
  }

  @Test
  void allOfACauseGoAgainAndNoOthers() {
    TestInvoice other = TestInvoice.plain().currency("CAD");
    workspace.sync(other);
    ledger.books().lock(LocalDate.parse(TestInvoice.ISSUED));
    coportal.forgetReferences(ledger, ledger.home());
    invoices.forEach(workspace::sync);
    JsonNode group = group(LOCKED);
    assertThat(group.path("invoices").asInt()).isEqualTo(3);
    assertThat(group.path("state").asText()).isEqualTo("FAILED");
    assertThat(group.path("cure").asText()).contains("lock date");
    assertThat(group.path("link").asText()).isEqualTo(ledger.organisationPage());
    assertThat(group.path("examples").findValuesAsText("invoiceId"))
        .containsExactlyInAnyOrderElementsOf(invoices.stream().map(TestInvoice::id).toList());
    assertThat(group("currency-not-enabled").path("invoices").asInt()).isEqualTo(1);
    ledger.books().lock(null);

    Answer again = again("{\"code\": \"period-locked\"}");

    assertThat(again.status()).as(again.text()).isEqualTo(200);
    assertThat(again.json().path("again").asInt()).isEqualTo(3);
    invoices.forEach(invoice -> workspace.await(invoice.id(), "SYNCED"));
    assertThat(workspace.state(other.id())).isEqualTo("FAILED");
    assertThat(groups()).extracting(left -> left.path("code").asText()).doesNotContain(LOCKED);
  }

  @Test
  void aCauseOfNobodyAndAnothersWorkspaceMoveNothing() {
    ledger.books().lock(LocalDate.parse(TestInvoice.ISSUED));
    coportal.forgetReferences(ledger, ledger.home());
    workspace.sync(invoices.get(0));
    PortalWorkspace other = newWorkspace();

    assertThat(again("{\"code\": \"nothing-like-that\"}").json().path("again").asInt()).isZero();
    assertThat(portal.get(other.path("/standstills/" + ledger.name())).json().path("groups"))
        .isEmpty();
    assertThat(
            portal
                .send("POST", other.path("/standstills/" + ledger.name()), "{\"code\": \"x\"}")
                .json()
                .path("code")
                .asText())
        .isEqualTo("not-connected");
    assertThat(workspace.state(invoices.get(0).id())).isEqualTo("FAILED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"code\": 7}",
        "{\"code\": \" \"}",
        "{\"code\": \"a\", \"b\": 1}"
      })
  void aBodyThatNamesNoCauseIsRefused(String body) {
    Answer refused = again(body);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("cure").asText()).isNotBlank();
  }

  private JsonNode group(String code) {
    return groups().stream()
        .filter(group -> group.path("code").asText().equals(code))
        .findFirst()
        .orElseThrow(() -> new AssertionError(groups().toString()));
  }

  private List<JsonNode> groups() {
    JsonNode answer = portal.get(path()).json().path("groups");
    return StreamSupport.stream(answer.spliterator(), false).toList();
  }

  private Answer again(String body) {
    return portal.send("POST", path(), body);
  }

  private String path() {
    return workspace.path("/standstills/" + ledger.name());
  }
}
