package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coportal.sync.simulator.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** However often and whenever it is asked: one push of the newest content. */
abstract class TriggerContract extends LedgerContract {
  TriggerContract(LedgerUnderTest ledger) {
    super(ledger);
  }

  @Test
  void tenTriggersAtOnceAreOnePush() throws Exception {
    TestInvoice invoice = TestInvoice.plain();
    workspace.put(invoice);
    ExecutorService hands = Executors.newFixedThreadPool(10);
    try {
      List<Future<Portal.Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        answers.add(hands.submit(() -> workspace.ask(invoice.id())));
      }
      for (Future<Portal.Answer> answer : answers) {
        assertThat(answer.get().status()).isEqualTo(202);
      }
    } finally {
      hands.shutdown();
    }

    workspace.await(invoice.id(), "SYNCED");
    assertThat(writes()).hasSize(1);
    assertThat(ledger.invoices(invoice.number())).hasSize(1);
  }

  @Test
  void aNewerVersionWhileTheOlderIsInFlightEndsWithTheNewest() {
    TestInvoice invoice = TestInvoice.plain();
    nextWrite(Fault.slowAnswer(Duration.ofMillis(700)));
    workspace.put(invoice);
    workspace.ask(invoice.id());
    await().until(() -> "SENDING".equals(workspace.state(invoice.id())));

    workspace.put(invoice.version(2).line("Added while on its way", "1", "10"));
    workspace.ask(invoice.id());

    workspace.awaitVersion(invoice.id(), 2);
    assertThat(booked(invoice).total()).isEqualByComparingTo(invoice.total());
    assertThat(writes()).hasSize(2);
  }

  @Test
  void manyVersionsInARowEndWithTheLast() {
    TestInvoice invoice = TestInvoice.plain();
    for (int version = 1; version <= 12; version++) {
      workspace.put(invoice.version(version).withoutLines().line("Work", "1", version + ".00"));
      workspace.ask(invoice.id());
    }

    workspace.awaitVersion(invoice.id(), 12);
    assertThat(booked(invoice).total()).isEqualByComparingTo("14.40");
  }

  @Test
  void contentThatComesBackGetsAKeyOfItsOwn() {
    TestInvoice invoice = TestInvoice.plain();
    workspace.synced(invoice);
    workspace.synced(invoice.version(2).line("For a while", "1", "5"));

    workspace.synced(
        invoice
            .version(3)
            .withoutLines()
            .line("Consulting", "2.5", "80.00")
            .line("Hosting", "1", "12.3456"));

    assertThat(writes()).extracting(ledger::keyOf).doesNotHaveDuplicates().hasSize(3);
    assertThat(booked(invoice).lines()).hasSize(2);
  }

  @Test
  void theBodyOfAClickMayBringTheInvoice() {
    TestInvoice invoice = TestInvoice.plain();

    var answer =
        portal.send("POST", workspace.syncs(invoice.id()), invoice.json(), "Prefer", "wait=20");

    assertThat(answer.json().path("state").asText()).isEqualTo("SYNCED");
    assertThat(ledger.invoices(invoice.number())).hasSize(1);
  }

  @Test
  void aClickThatIsNotWaitedForTellsWhereTheOutcomeWillBe() {
    TestInvoice invoice = TestInvoice.plain();
    workspace.put(invoice);

    var answer = workspace.ask(invoice.id());

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.headers().firstValue("Location"))
        .hasValue("/api/v1" + workspace.syncs(invoice.id()));
    workspace.await(invoice.id(), "SYNCED");
  }
}
