package io.coportal.sync.portal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * A page of changed invoices, in our words: {@code routes/shared/portal-page.schema.json}.
 *
 * @param next CoPortal's place right after the last change here; null only without changes
 */
record PulledPage(String next, boolean more, List<Change> changes) {
  private static final int LONGEST_PLACE = 2_000;
  private static final int LONGEST_ID = 255;

  /** No id of ours has one; a refusal that names it must fit into any database and any log. */
  private static final Pattern UNWRITABLE = Pattern.compile("\\p{C}");

  /**
   * One changed invoice; nothing of it has been checked.
   *
   * @param workspace as CoPortal names it, empty if it does not; at most 255 characters, none of
   *     them a control character
   * @param id likewise
   * @param invoice may be missing or null
   */
  record Change(String workspace, String id, JsonNode invoice) {
    /** Null when it cannot be read. */
    Long version() {
      JsonNode version = invoice.path("version");
      return version.canConvertToExactIntegral() && version.canConvertToLong()
          ? Long.valueOf(version.longValue())
          : null;
    }
  }

  /**
   * @throws PageUnreadable when it is no page, or holds changes and no place to go on from
   */
  static PulledPage of(JsonNode page) {
    if (!page.path("changes").isArray() || !page.path("more").isBoolean()) {
      throw new PageUnreadable("it is no page of invoices after the mapping");
    }
    String next = page.path("next").textValue();
    if (next != null && (next.isEmpty() || next.length() > LONGEST_PLACE)) {
      throw new PageUnreadable("its place to go on is empty, or longer than 2,000 characters");
    }
    List<Change> changes =
        StreamSupport.stream(page.get("changes").spliterator(), false)
            .map(PulledPage::change)
            .toList();
    if (next == null && !changes.isEmpty()) {
      throw new PageUnreadable("it does not say where to go on, as a text");
    }
    return new PulledPage(next, page.get("more").booleanValue(), changes);
  }

  private static Change change(JsonNode change) {
    return new Change(id(change.path("workspace")), id(change.path("id")), change.path("invoice"));
  }

  private static String id(JsonNode value) {
    String text = UNWRITABLE.matcher(value.isNull() ? "" : value.asText()).replaceAll("\uFFFD");
    return text.length() <= LONGEST_ID ? text : text.substring(0, LONGEST_ID);
  }
}
