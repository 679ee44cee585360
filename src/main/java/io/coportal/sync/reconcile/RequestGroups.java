package io.coportal.sync.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coportal.sync.ledger.HeldBack;
import io.coportal.sync.ledger.LedgerRuleBook;
import io.coportal.sync.ledger.RefusedLookUp;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Cuts a batch into requests. The steps of {@code routes/sync/write-invoices.camel.yaml}. */
@Component("requestGroups")
public class RequestGroups {
  private final LedgerRuleBook ruleBook;
  private final SyncRows rows;
  private final ObjectMapper json;
  private final Clock clock;

  RequestGroups(LedgerRuleBook ruleBook, SyncRows rows, ObjectMapper json, Clock clock) {
    this.ruleBook = ruleBook;
    this.rows = rows;
    this.json = json;
    this.clock = clock;
  }

  /** One for those that are new to the ledger, one for those that it holds already. */
  public List<RequestGroup> of(SyncBatch batch) {
    return batch.jobs().stream()
        .collect(
            Collectors.groupingBy(
                job -> job.prepared().operation(), LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(RequestGroup::new)
        .toList();
  }

  /**
   * Before each request: an earlier one of this batch, or one beside it, may have met a limit.
   *
   * @throws RefusedLookUp with the time to wait
   */
  public void admit(SyncBatch batch) {
    Instant now = clock.instant();
    Optional<Instant> blockedUntil = rows.blockedUntil(batch.connectionId()).filter(now::isBefore);
    if (blockedUntil.isPresent()) {
      Duration wait = Duration.between(now, blockedUntil.get());
      throw new RefusedLookUp(HeldBack.REFUSAL, Long.toString(wait.toSeconds() + 1));
    }
  }

  /** The prepared invoices as {@code render-invoices} takes them. */
  public JsonNode toRender(RequestGroup group) {
    return json.valueToTree(
        Map.of("invoices", group.jobs().stream().map(SyncJob::prepared).toList()));
  }

  /** Whether the ledger would refuse the request for its length; a single one is let try. */
  public boolean tooLong(SyncBatch batch, RequestGroup group, JsonNode rendered) {
    long longest = ruleBook.batch(batch.connection().provider()).bytes().toBytes();
    return group.size() > 1
        && rendered.path("body").toString().getBytes(StandardCharsets.UTF_8).length > longest;
  }

  public List<RequestGroup> halves(RequestGroup group) {
    return group.halves();
  }
}
