package io.coportal.sync.api;

import io.coportal.sync.connection.Ledgers;
import io.coportal.sync.invoice.InvoiceReader;
import io.coportal.sync.reconcile.Intake;
import io.coportal.sync.reconcile.SyncRequests;
import io.coportal.sync.reconcile.SyncTrigger;
import io.coportal.sync.reconcile.SyncViews;
import io.coportal.sync.reconcile.SyncWait;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** The button: called by the sync routes of {@code routes/triggers}. */
@Component("syncsApi")
public class SyncsApi {
  private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait=(\\d{1,3})(?:$|[,;\\s])");
  private static final int LONGEST_WAIT_SECONDS = 30;

  private final Ledgers ledgers;
  private final InvoiceReader reader;
  private final Intake intake;
  private final SyncRequests requests;
  private final SyncViews views;
  private final SyncWait wait;
  private final RepeatedRequests repeats;

  SyncsApi(
      Ledgers ledgers,
      InvoiceReader reader,
      Intake intake,
      SyncRequests requests,
      SyncViews views,
      SyncWait wait,
      RepeatedRequests repeats) {
    this.ledgers = ledgers;
    this.reader = reader;
    this.intake = intake;
    this.requests = requests;
    this.views = views;
    this.wait = wait;
    this.repeats = repeats;
  }

  /**
   * @param prefer the {@code Prefer} header (RFC 7240), for example {@code wait=10} (seconds, 30 at
   *     most)
   * @param idempotencyKey the header of that name, null for none
   * @param repush {@code true}: send it again even if nothing changed; null or else: do not
   * @param body the invoice, or nothing to sync the stored one
   */
  public Reply request(
      @Variable("workspace") String workspaceId,
      @Variable("invoice") String invoiceId,
      @Variable("provider") String provider,
      @Variable("prefer") String prefer,
      @Variable("idempotencyKey") String idempotencyKey,
      @Variable("repush") String repush,
      @Body String body) {
    ledgers.get(provider);
    SyncTrigger trigger = "true".equals(repush) ? SyncTrigger.REPUSH : SyncTrigger.BUTTON;
    String operation = "POST " + invoiceId + " " + provider;
    // What a repeat finds sent again already is not sent a third time.
    String id =
        repeats.inOne(
            new RepeatedRequests.Request(
                workspaceId,
                idempotencyKey,
                trigger == SyncTrigger.REPUSH ? operation + " repush" : operation,
                body),
            () -> want(workspaceId, invoiceId, provider, trigger, body),
            () -> want(workspaceId, invoiceId, provider, SyncTrigger.BUTTON, body));
    SyncWait.Seen seen = wait.look(id, patience(prefer));
    return seen.settled()
        ? Reply.ok(seen.view())
        : new Reply(
            202,
            "/api/v1/workspaces/%s/invoices/%s/syncs/%s"
                .formatted(workspaceId, invoiceId, provider),
            seen.view());
  }

  private String want(
      String workspaceId, String invoiceId, String provider, SyncTrigger trigger, String body) {
    if (body != null && !body.isBlank()) {
      intake.put(workspaceId, reader.read(invoiceId, body), body);
    }
    return requests.request(workspaceId, invoiceId, provider, trigger);
  }

  public Reply get(
      @Variable("workspace") String workspaceId,
      @Variable("invoice") String invoiceId,
      @Variable("provider") String provider) {
    ledgers.get(provider);
    return Reply.ok(views.history(workspaceId, invoiceId, provider));
  }

  private static Duration patience(String prefer) {
    Matcher wanted = WAIT.matcher(prefer == null ? "" : prefer);
    return wanted.find()
        ? Duration.ofSeconds(Math.min(Integer.parseInt(wanted.group(1)), LONGEST_WAIT_SECONDS))
        : Duration.ZERO;
  }
}
