package io.coportal.sync.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.problem.Causes;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The steps of {@code routes/portal/pull-page.camel.yaml} that think. */
@Component("pulledPages")
public class PulledPages {
  private static final Logger LOG = LoggerFactory.getLogger(PulledPages.class);
  private static final int NO_MORE = 0;

  private final PortalSettings settings;
  private final PullCursor cursor;
  private final PullRewind rewind;
  private final PulledInvoices invoices;
  private final PortalPauses pauses;
  private final ApplicationEventPublisher events;
  private final ObjectMapper json;
  private final Clock clock;

  PulledPages(
      PortalSettings settings,
      PullCursor cursor,
      PullRewind rewind,
      PulledInvoices invoices,
      PortalPauses pauses,
      ApplicationEventPublisher events,
      ObjectMapper json,
      Clock clock) {
    this.settings = settings;
    this.cursor = cursor;
    this.rewind = rewind;
    this.invoices = invoices;
    this.pauses = pauses;
    this.events = events;
    this.json = json;
    this.clock = clock;
  }

  /**
   * What to ask for: {@code path}, and {@code parameters} in the order they are sent; {@code
   * cursor} is null as long as no page was stored. {@code size} and {@code at} are for us alone.
   */
  public JsonNode question() {
    PortalSettings.Pull pull = settings.pull();
    rewind.rewindForNewWorkspaces();
    String position = cursor.position();
    int size = Math.min(cursor.pageSize().orElse(pull.pageSize()), pull.pageSize());
    ObjectNode question = json.createObjectNode();
    question.put("path", pull.path());
    question.put("cursor", position);
    question.put("size", size);
    question.put("at", clock.instant().toString());
    ArrayNode parameters = question.putArray("parameters");
    add(parameters, pull.limitParameter(), Integer.toString(size));
    if (position != null) {
      add(parameters, pull.cursorParameter(), position);
    } else if (!pull.since().isEmpty()) {
      add(parameters, pull.sinceParameter(), pull.since());
    }
    return question;
  }

  /**
   * Stores a page and the new cursor in one transaction. Another instance may have moved the cursor
   * since the page was asked for; then this page is dropped, for the other goes on.
   *
   * @param question what the page answers
   * @param page see {@code routes/shared/portal-page.schema.json}
   * @param pagesLeft how many this tick may still read, with this one
   * @return how many it may read now; 0: there is nothing more, or not for this instance
   * @throws PageUnreadable when it is no page; nothing is stored
   */
  @Transactional
  public int store(JsonNode question, JsonNode page, int pagesLeft) {
    PulledPage pulled = PulledPage.of(page);
    String asked = question.path("cursor").textValue();
    if (!cursor.holdAt(asked)) {
      return NO_MORE;
    }
    if (!pulled.changes().isEmpty()) {
      events.publishEvent(invoices.take(pulled.changes()));
      cursor.moveTo(pulled.next());
    }
    if (pulled.more() && !leadsOn(pulled, asked)) {
      pauses.failed(PortalPauses.PULL, begun(question), leadsNowhere());
      return NO_MORE;
    }
    enlarge(question.path("size").asInt());
    pauses.worked(PortalPauses.PULL, begun(question));
    return pulled.more() ? pagesLeft - 1 : NO_MORE;
  }

  /**
   * The page could not be had. CoPortal as a whole is left alone for a while; a page that cannot be
   * read is asked for again with half as many invoices, down to a single one, which is never passed
   * over.
   *
   * @return as {@link #store}
   */
  @Transactional
  public int failed(JsonNode question, Exception failure, int pagesLeft) {
    var away = Causes.find(failure, PortalUnusable.class);
    if (away.isPresent()) {
      pauses.failed(PortalPauses.PULL, begun(question), away.get());
      return NO_MORE;
    }
    if (!cursor.holdAt(question.path("cursor").textValue())) {
      return NO_MORE;
    }
    String reason =
        Causes.find(failure, PageUnreadable.class)
            .map(Throwable::getMessage)
            .orElse("coportal.portal.pull.mapping fails on it");
    int size = question.path("size").asInt();
    if (size > 1) {
      LOG.info(
          "A page of {} of CoPortal's invoices cannot be read: {}; half is tried", size, reason);
      cursor.askFor(size / 2);
      return pagesLeft - 1;
    }
    pauses.failed(PortalPauses.PULL, begun(question), stuck(question, reason));
    return NO_MORE;
  }

  private static PortalUnusable stuck(JsonNode question, String reason) {
    return new PortalUnusable(
        ("The single invoice after CoPortal's place %s cannot be read: %s. Nothing behind it is read"
                + " either. Raise the limit, correct the mapping or have the invoice mended in"
                + " CoPortal; reading then goes on by itself")
            .formatted(question.path("cursor"), reason));
  }

  /** The cursor is never moved by a page that holds nothing: it would stand before no change. */
  private static boolean leadsOn(PulledPage pulled, String asked) {
    return !pulled.changes().isEmpty() && !pulled.next().equals(asked);
  }

  private static PortalUnusable leadsNowhere() {
    return new PortalUnusable(
        "CoPortal's page says that there is more, but is empty or names the place it was asked from;"
            + " ask CoPortal, or compare coportal.portal.pull.mapping");
  }

  private void enlarge(int size) {
    int full = settings.pull().pageSize();
    if (size < full) {
      cursor.askFor(size * 2L >= full ? null : Integer.valueOf(size * 2));
    }
  }

  private static Instant begun(JsonNode question) {
    return Instant.parse(question.path("at").asText());
  }

  private static void add(ArrayNode parameters, String name, String value) {
    parameters.addObject().put("name", name).put("value", value);
  }
}
