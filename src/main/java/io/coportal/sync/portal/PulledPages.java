package io.coportal.sync.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
  private final ApplicationEventPublisher events;
  private final ObjectMapper json;

  PulledPages(
      PortalSettings settings,
      PullCursor cursor,
      PullRewind rewind,
      PulledInvoices invoices,
      ApplicationEventPublisher events,
      ObjectMapper json) {
    this.settings = settings;
    this.cursor = cursor;
    this.rewind = rewind;
    this.invoices = invoices;
    this.events = events;
    this.json = json;
  }

  /**
   * What to ask for: {@code path}, and {@code parameters} in the order they are sent; {@code
   * cursor} is null as long as no page was stored.
   */
  public JsonNode question() {
    PortalSettings.Pull pull = settings.pull();
    rewind.rewindForNewWorkspaces();
    String position = cursor.position();
    ObjectNode question = json.createObjectNode();
    question.put("path", pull.path());
    question.put("cursor", position);
    ArrayNode parameters = question.putArray("parameters");
    add(parameters, pull.limitParameter(), Integer.toString(pull.pageSize()));
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
   * @throws PortalUnusable when it is no page; nothing is stored
   */
  @Transactional
  public int store(JsonNode question, JsonNode page, int pagesLeft) {
    PulledPage pulled = PulledPage.of(page);
    if (!cursor.holdAt(question.path("cursor").textValue())) {
      return NO_MORE;
    }
    if (pulled.changes().isEmpty()) {
      warnOfAnEnd(pulled);
      return NO_MORE;
    }
    events.publishEvent(invoices.take(pulled.changes()));
    cursor.moveTo(pulled.next());
    return pulled.more() ? pagesLeft - 1 : NO_MORE;
  }

  /** The cursor is never moved by a page that holds nothing: it would stand before no change. */
  private static void warnOfAnEnd(PulledPage pulled) {
    if (pulled.more()) {
      LOG.warn("CoPortal's page is empty and yet says that there is more; it is asked for again");
    }
  }

  private static void add(ArrayNode parameters, String name, String value) {
    parameters.addObject().put("name", name).put("value", value);
  }
}
