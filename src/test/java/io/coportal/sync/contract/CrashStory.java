package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;

/**
 * The fixed story at whose points something is cut off: invoices go to the ledger in a batch and by
 * a click, new ones, changed ones, an unchanged one and known clients, after the access token has
 * expired.
 */
final class CrashStory {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ON = "{\"autoSync\": true}";

  private final CoPortalUnderTest application;
  private final PortalWorkspace workspace;
  private final LedgerUnderTest ledger;
  private final TestInvoice changed = TestInvoice.plain();
  private final TestInvoice unchanged = TestInvoice.plain();
  private final TestInvoice first = TestInvoice.plain();
  private final TestInvoice second = TestInvoice.plain();
  private final TestInvoice clicked = TestInvoice.plain();
  private final TestInvoice forKnownClient = TestInvoice.plain();
  private final TestInvoice refused;

  CrashStory(CoPortalUnderTest application, PortalWorkspace workspace, LedgerUnderTest ledger) {
    this.application = application;
    this.workspace = workspace;
    this.ledger = ledger;
    this.refused = ledger.refused().invoice();
    forKnownClient.client("cl-of-" + changed.id(), changed.clientName(), null);
    changed.client("cl-of-" + changed.id(), changed.clientName(), null);
  }

  /** What is in the ledger before anything is cut off. */
  void prepare() {
    workspace.change(ON);
    for (TestInvoice invoice : List.of(changed, unchanged)) {
      workspace.put(invoice);
    }
    await().atMost(PATIENCE).untilAsserted(() -> assertSynced(List.of(changed, unchanged), 1));
    ledger.journal().clear();
  }

  /** Back once everything is accepted: whoever is refused by a fault asks again. */
  void happen() {
    ledger.expireAccessTokens();
    application.forgetReferences(ledger, ledger.home());
    application.holdLane(ledger, workspace.id());
    changed.version(2).line("Changed", "1", "9");
    for (TestInvoice invoice : List.of(first, refused, second, forKnownClient, changed, clicked)) {
      accepted(() -> workspace.put(invoice));
    }
    accepted(() -> workspace.ask(clicked.id()));
    accepted(() -> workspace.ask(unchanged.id()));
    waitsEnd();
  }

  private static void accepted(Supplier<Portal.Answer> request) {
    await().atMost(PATIENCE).until(() -> request.get().status() / 100 == 2);
  }

  /** Every invoice has come to its end. Pauses after a fault are not waited for. */
  void assertOver() {
    waitsEnd();
    assertSynced(List.of(first, second, clicked, forKnownClient, unchanged), 1);
    assertSynced(List.of(changed), 2);
    assertThat(workspace.state(refused.id())).isEqualTo("FAILED");
  }

  private void assertSynced(List<TestInvoice> invoices, int version) {
    for (TestInvoice invoice : invoices) {
      assertThat(isSynced(invoice, version)).as(look(invoice)).isTrue();
    }
  }

  private boolean isSynced(TestInvoice invoice, int version) {
    JsonNode sync = workspace.read(invoice.id());
    return sync.path("syncedVersion").asInt() == version
        && "SYNCED".equals(sync.path("state").asText());
  }

  private String look(TestInvoice invoice) {
    return workspace.read(invoice.id()).toString();
  }

  private void waitsEnd() {
    application.waitsEnd(ledger);
    application
        .database()
        .sql(
            "UPDATE scheduled_tasks SET execution_time = ? WHERE picked = FALSE AND execution_time > ? AND task_name = 'lane'")
        .params(
            Instant.now().atOffset(ZoneOffset.UTC),
            Instant.now().plusSeconds(1).atOffset(ZoneOffset.UTC))
        .update();
  }

  /** What came of everything accepted, by the ledger's books. */
  record Verdict(int accepted, int synced, int duplicates, int lost) {
    boolean isClean() {
      return synced == accepted && duplicates + lost == 0;
    }

    @Override
    public String toString() {
      return "accepted %d, synced %d, duplicates %d, lost %d"
          .formatted(accepted, synced, duplicates, lost);
    }
  }

  static Verdict verdict(List<CrashStory> stories) {
    int accepted = 0;
    int synced = 0;
    int duplicates = 0;
    int lost = 0;
    for (CrashStory story : stories) {
      assertThat(story.ledger.invoices(story.refused.number())).isEmpty();
      for (TestInvoice invoice : story.accepted()) {
        accepted++;
        List<BookedInvoice> booked = story.ledger.invoices(invoice.number());
        duplicates += Math.max(0, booked.size() - 1);
        if (booked.isEmpty()) {
          lost++;
        } else if (story.holds(booked.get(0), invoice)) {
          synced++;
        }
      }
    }
    return new Verdict(accepted, synced, duplicates, lost);
  }

  private List<TestInvoice> accepted() {
    return List.of(first, second, clicked, forKnownClient, changed, unchanged);
  }

  /** The newest content, under the id that CoPortal knows. */
  private boolean holds(BookedInvoice booked, TestInvoice invoice) {
    return booked.open()
        && booked.total().compareTo(invoice.total()) == 0
        && workspace.read(invoice.id()).path("externalId").asText().equals(booked.externalId());
  }
}
