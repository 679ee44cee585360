package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.contract.Portal.Answer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Back-fills of one workspace. */
abstract class BackfillStory extends LedgerContract {
  protected static final Duration PATIENCE = Duration.ofSeconds(90);
  protected static final String ALL = "{}";

  BackfillStory(LedgerUnderTest ledger) {
    super(ledger);
  }

  protected List<TestInvoice> stored(int howMany) {
    return Stream.generate(TestInvoice::plain).limit(howMany).map(this::stored).toList();
  }

  protected TestInvoice stored(TestInvoice invoice) {
    assertThat(workspace.put(invoice).status()).isEqualTo(201);
    return invoice;
  }

  protected Answer start(String order) {
    return portal.send("POST", backfills(), order);
  }

  protected JsonNode progress(Answer started) {
    return portal.get(backfills() + "/" + id(started)).json();
  }

  protected JsonNode awaitState(Answer started, String state) {
    assertThat(started.status()).as(started.text()).isEqualTo(202);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(progress(started).path("state").asText())
                    .as(progress(started).toString())
                    .isEqualTo(state));
    return progress(started);
  }

  protected String backfills() {
    return workspace.path("/backfills/" + ledger.name());
  }

  protected static String id(Answer started) {
    return started.json().path("id").asText();
  }
}
