package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.contract.Portal.Answer;
import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was there before is brought into the ledger by one word, and can be stopped by another. */
abstract class BackfillContract extends BackfillStory {

  BackfillContract(LedgerUnderTest ledger) {
    super(ledger);
  }

  @Test
  void bringsHistoryIntoTheLedgerAndLeavesDraftsWhereTheyAre() {
    List<TestInvoice> history = stored(3);
    TestInvoice draft = TestInvoice.plain().status("draft");
    workspace.put(draft);
    coportal
        .database()
        .sql("UPDATE invoice SET news_at = NULL WHERE workspace_id = ?")
        .param(workspace.id())
        .update();

    Answer started = start(ALL);

    assertThat(started.status()).as(started.text()).isEqualTo(202);
    assertThat(started.headers().firstValue("Location"))
        .hasValue("/api/v1" + backfills() + "/" + id(started));
    JsonNode done = awaitState(started, "DONE");
    assertThat(done.path("counts").path("synced").asInt()).isEqualTo(3);
    assertThat(done.path("invoices").asInt()).isEqualTo(3);
    assertThat(done.path("problems")).isEmpty();
    assertThat(Instant.parse(done.path("endedAt").asText()))
        .isAfter(Instant.parse(done.path("startedAt").asText()));
    assertThat(history).allSatisfy(invoice -> assertThat(booked(invoice).voided()).isFalse());
    assertThat(workspace.read(draft.id()).isMissingNode()).isTrue();
  }

  @Test
  void saysBeforeWhatItWillCostAndStartsNothing() {
    stored(3);

    Answer plan = start("{\"dryRun\": true, \"currency\": \"GBP\"}");

    assertThat(plan.status()).as(plan.text()).isEqualTo(200);
    JsonNode forecast = plan.json().path("forecast");
    assertThat(forecast.path("invoices").asInt()).isEqualTo(3);
    assertThat(forecast.path("newClients").asInt()).isEqualTo(3);
    assertThat(forecast.path("calls").path("contacts").asInt()).isEqualTo(2);
    assertThat(forecast.path("calls").path("invoices").asInt()).isEqualTo(1);
    assertThat(forecast.path("limitedBy").asText()).isNotBlank();
    assertThat(Instant.parse(forecast.path("expectedEnd").asText()))
        .isBefore(Instant.now().plusSeconds(60));
    assertThat(plan.json().path("filter").path("currency").asText()).isEqualTo("GBP");
    assertThat(portal.get(backfills()).json().path("backfills")).isEmpty();
    assertThat(calls()).isEmpty();
  }

  @Test
  void takesOnlyWhatItsFilterSays() {
    TestInvoice wanted = stored(TestInvoice.plain().status("paid"));
    stored(TestInvoice.plain());
    JsonNode done =
        awaitState(start("{\"statuses\": [\"paid\"], \"from\": \"2026-11-02\"}"), "DONE");
    JsonNode none = awaitState(start("{\"to\": \"2026-11-01\"}"), "DONE");
    JsonNode foreign = awaitState(start("{\"currency\": \"EUR\"}"), "DONE");

    assertThat(done.path("counts").path("synced").asInt()).isEqualTo(1);
    assertThat(booked(wanted).voided()).isFalse();
    assertThat(none.path("invoices").asInt()).isZero();
    assertThat(foreign.path("invoices").asInt()).isZero();
    JsonNode latest = portal.get(backfills()).json().path("backfills");
    assertThat(latest)
        .extracting(each -> each.path("id"))
        .containsExactly(foreign.path("id"), none.path("id"), done.path("id"));
  }

  @Test
  void passesOverWhatTheLedgerHoldsAndMakesNoCallForWhatDidNotChange() {
    TestInvoice held = TestInvoice.plain();
    workspace.synced(held);
    TestInvoice missing = stored(TestInvoice.plain());

    JsonNode missed = awaitState(start(ALL), "DONE");
    ledger.journal().clear();
    JsonNode all = awaitState(start("{\"onlyUnsynced\": false}"), "DONE");

    assertThat(missed.path("invoices").asInt()).isEqualTo(1);
    assertThat(booked(missing).voided()).isFalse();
    assertThat(all.path("counts").path("synced").asInt()).isEqualTo(2);
    assertThat(calls()).isEmpty();
  }

  @Test
  void oneRunsOnAConnectionAtATime() {
    stored(2);
    coportal.holdLane(ledger, workspace.id());
    Answer first = start(ALL);

    Answer second = start(ALL);

    assertThat(second.status()).isEqualTo(409);
    assertThat(second.json().path("code").asText()).isEqualTo("backfill-running");
    assertThat(second.json().path("detail").asText()).contains(id(first));
    coportal.waitsEnd(ledger);
    awaitState(first, "DONE");
    assertThat(start(ALL).status()).isEqualTo(202);
  }

  @Test
  void aCancelTakesBackWhatWasNotBegunAndNothingElse() {
    TestInvoice failed = TestInvoice.plain();
    ledger.books().takeNumber(failed.number());
    workspace.sync(failed);
    ledger.journal().clear();
    List<TestInvoice> history = stored(4);
    TestInvoice clicked = history.get(0);
    coportal.holdLane(ledger, workspace.id());
    Answer started = start(ALL);
    awaitQueued(started, 5);
    workspace.ask(clicked.id());

    Answer cancelled = cancel(started);

    assertThat(cancelled.status()).isEqualTo(200);
    assertThat(cancelled.json().path("state").asText()).isEqualTo("CANCELLED");
    awaitTakenBack(started, 4);
    assertThat(cancel(started).json().path("takenBack").asInt()).isEqualTo(4);
    assertThat(workspace.state(failed.id())).isEqualTo("FAILED");
    coportal.waitsEnd(ledger);
    workspace.await(clicked.id(), "SYNCED");
    history.stream()
        .skip(1)
        .forEach(invoice -> assertThat(workspace.read(invoice.id()).isMissingNode()).isTrue());
    assertThat(writes()).hasSize(1);
    awaitState(start("{\"currency\": \"EUR\"}"), "DONE");
  }

  @Test
  void aDifferencePausesItUntilSomebodyHasLooked() {
    TestInvoice first = stored(3).get(0);
    ledger
        .faults()
        .next(
            request -> request.text().contains(first.number()),
            Fault.changedAnswer("another-total", BackfillContract::withAnotherTotal));

    Answer started = start(ALL);

    JsonNode paused = awaitState(started, "PAUSED");
    String different = paused.path("paused").path("invoiceId").asText();
    assertThat(workspace.state(different)).isEqualTo("DIFFERENT");
    assertThat(paused.path("paused").path("cure").asText()).contains("resume");
    assertThat(paused.has("expectedEnd")).isFalse();
    await().atMost(PATIENCE).until(() -> dueRows() == 0);
    assertThat(start(ALL).status()).isEqualTo(409);
    // Where all went out before the pause, nothing is left to do.
    assertThat(resume(started).json().path("state").asText()).isIn("RUNNING", "DONE");
    JsonNode done = awaitState(started, "DONE");
    assertThat(done.path("counts").path("different").asInt()).isEqualTo(1);
    assertThat(done.path("counts").path("synced").asInt()).isEqualTo(2);
    assertThat(resume(started).status()).isEqualTo(409);
  }

  @Test
  void aPausedOneCanBeCancelledAndAClickPassesIt() {
    List<TestInvoice> history = stored(2);
    coportal.holdLane(ledger, workspace.id());
    Answer started = start(ALL);
    awaitQueued(started, 2);
    coportal
        .database()
        .sql("UPDATE backfill SET state = 'PAUSED', paused_by = 'inv' WHERE id = ?")
        .param(id(started))
        .update();
    await().atMost(PATIENCE).until(() -> dueRows() == 0);
    coportal.waitsEnd(ledger);

    assertThat(workspace.press(history.get(0).id()).json().path("state").asText())
        .isEqualTo("SYNCED");
    cancel(started);

    awaitTakenBack(started, 1);
    assertThat(progress(started).path("counts").path("synced").asInt()).isEqualTo(1);
    assertThat(workspace.read(history.get(1).id()).isMissingNode()).isTrue();
  }

  @Test
  void saysWhyInvoicesStandStill() {
    for (TestInvoice invoice : stored(2)) {
      ledger.books().takeNumber(invoice.number());
    }

    JsonNode done = awaitState(start(ALL), "DONE");

    assertThat(done.path("counts").path("failed").asInt()).isEqualTo(2);
    assertThat(done.path("problems")).hasSize(1);
    assertThat(done.path("problems").get(0).path("code").asText()).isEqualTo("number-taken");
    assertThat(done.path("problems").get(0).path("count").asInt()).isEqualTo(2);
    assertThat(done.path("problems").get(0).path("cure").asText()).isNotBlank();
  }

  @Test
  void refusesWhatItCannotDo() {
    assertRefused(start("{\"until\": \"2026-01-01\"}"), 400, "invalid-backfill");
    assertRefused(start("{\"from\": \"2026-02-30\"}"), 400, "invalid-backfill");
    assertRefused(
        start("{\"from\": \"2026-02-02\", \"to\": \"2026-02-01\"}"), 400, "invalid-backfill");
    assertRefused(start("{\"currency\": \"pounds\"}"), 400, "invalid-backfill");
    assertRefused(start("{\"statuses\": [\"draft\"]}"), 400, "status-not-pushed");
    assertRefused(
        portal.get(backfills() + "/00000000-0000-0000-0000-000000000000"), 404, "not-found");
    Answer ours = start(ALL);
    PortalWorkspace other = newWorkspace();
    assertRefused(
        portal.get(other.path("/backfills/" + ledger.name() + "/" + id(ours))), 404, "not-found");
    assertRefused(
        portal.send("POST", other.path("/backfills/" + ledger.name()), ALL), 409, "not-connected");
  }

  private static void assertRefused(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.json().path("code").asText()).isEqualTo(code);
    assertThat(answer.json().path("cure").asText()).isNotBlank();
  }

  private Answer cancel(Answer started) {
    return portal.send("DELETE", backfills() + "/" + id(started), null);
  }

  private Answer resume(Answer started) {
    return portal.send("POST", backfills() + "/" + id(started) + "/resume", null);
  }

  /** What the lane has in hand at the moment of the cancel is taken back after its turn. */
  private void awaitTakenBack(Answer started, int howMany) {
    await().atMost(PATIENCE).until(() -> progress(started).path("takenBack").asInt() == howMany);
  }

  private void awaitQueued(Answer started, int howMany) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                progress(started).path("counts").path("queued").asInt() == howMany
                    && progress(started).path("allQueued").asBoolean()
                    && dueRows() == howMany);
  }

  private static Response withAnotherTotal(Response answer) {
    String text =
        answer.text().replaceFirst("(?<name>\"Total(?:Amt)?\"\\s*:\\s*)[0-9.]+", "${name}1.00");
    return new Response(answer.status(), answer.headers(), text.getBytes(StandardCharsets.UTF_8));
  }

  private int dueRows() {
    return coportal
        .database()
        .sql("SELECT COUNT(*) FROM invoice_sync WHERE workspace_id = ? AND due_at IS NOT NULL")
        .param(workspace.id())
        .query(Integer.class)
        .single();
  }
}
