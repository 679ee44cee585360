package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.coportal.sync.contract.Portal.Answer;
import org.junit.jupiter.api.Test;

/**
 * What the API refuses, it refuses with a code, a sentence and a cure, and nothing of its inside.
 */
abstract class ProblemContract extends LedgerContract {
  private static final String NONE = null;

  private final TestInvoice invoice = TestInvoice.plain();

  ProblemContract(LedgerUnderTest ledger) {
    super(ledger);
  }

  @Test
  void anUnknownWorkspace() {
    assertProblem(portal.get("/workspaces/nobody/invoices/inv-1"), 404, "not-found");
    assertProblem(
        portal.put("/workspaces/nobody/invoices/inv-1", invoice.json()), 404, "not-found");
  }

  @Test
  void anUnknownInvoice() {
    assertProblem(portal.get(workspace.path("/invoices/unknown")), 404, "not-found");
    assertProblem(workspace.ask("unknown"), 404, "not-found");
    assertProblem(portal.get(workspace.syncs("unknown")), 404, "not-found");
  }

  @Test
  void anUnknownLedger() {
    workspace.put(invoice);

    assertProblem(
        portal.send("POST", workspace.path("/invoices/" + invoice.id() + "/syncs/sage"), NONE),
        404,
        "unknown-ledger");
    assertProblem(portal.get(workspace.path("/connections/sage")), 404, "unknown-ledger");
  }

  @Test
  void aWorkspaceThatIsNotConnected() {
    workspace.disconnect();
    workspace.put(invoice);

    assertProblem(workspace.ask(invoice.id()), 409, "not-connected");
  }

  @Test
  void aDraft() {
    workspace.put(invoice.status("draft"));

    assertProblem(workspace.ask(invoice.id()), 409, "status-not-pushed");
  }

  @Test
  void anInvoiceThatDoesNotAddUpWithEveryFaultAtItsPlace() {
    String wrong =
        invoice.json().replace("\"total\":254.82", "\"total\":254.83").replace("GBP", "gbp");

    Answer answer = workspace.put(invoice.id(), wrong);

    assertProblem(answer, 422, "invalid-invoice");
    assertThat(answer.json().path("faults")).hasSizeGreaterThanOrEqualTo(2);
    assertThat(answer.json().path("faults").get(0).path("pointer").asText()).startsWith("/");
  }

  @Test
  void anOlderVersion() {
    workspace.put(invoice.version(2));

    assertThat(workspace.put(invoice.version(1)).status()).isEqualTo(409);
  }

  @Test
  void aBodyThatIsNotJson() {
    assertProblem(workspace.put(invoice.id(), "{\"version\": 1,"), 400, NONE);
    assertProblem(workspace.put(invoice.id(), "<invoice/>"), 400, NONE);
  }

  @Test
  void anotherContentType() {
    assertProblem(
        portal.send(
            "PUT",
            workspace.path("/invoices/" + invoice.id()),
            invoice.json(),
            "Content-Type",
            "text/plain"),
        415,
        "media-type-not-taken");
  }

  @Test
  void aPathOrMethodOutsideTheContract() {
    assertProblem(portal.get("/nothing/here"), 404, NONE);
    assertProblem(
        portal.send("PATCH", workspace.path("/invoices/" + invoice.id()), "{}"), 405, NONE);
  }

  @Test
  void aRequestWithoutAKeyOrWithAWrongOne() {
    assertProblem(portal.with(NONE).get(workspace.path("/connections")), 401, "api-key-missing");
    assertProblem(portal.with("csk_wrong.wrong").get(workspace.path("/connections")), 401, NONE);
  }

  private static void assertProblem(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.json().path("status").asInt()).isEqualTo(status);
    assertThat(answer.json().path("code").asText()).matches(code == null ? "[a-z0-9-]+" : code);
    assertThat(answer.json().path("detail").asText()).isNotBlank();
    assertThat(answer.json().path("cure").asText()).isNotBlank();
    assertThat(answer.text()).doesNotContain("Exception", "io.coportal", "org.apache", "\tat ");
    assertThat(answer.headers().map()).doesNotContainKeys("x-evil", "camelhttpuri");
  }
}
