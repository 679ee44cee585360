package io.coportal.sync.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a push would do about a client's contact.
 *
 * @param action {@code use} one that the ledger holds, or {@code create} it
 * @param contactId the ledger's; null for one that is yet to be created
 * @param name null for one that is yet to be created
 * @param why by what it is, or once was, found: {@code id}, {@code number}, {@code email} or {@code
 *     name}; {@code chosen}: by the owner; {@code created}: by us; {@code new}: the ledger has none
 * @param linked whether that is remembered from an earlier push
 * @param details what would be created; null where nothing would
 * @param tells what CoPortal has changed of the client, which the contact would be told first; null
 *     for nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ContactSeen(
    String action,
    String contactId,
    String name,
    String why,
    boolean linked,
    JsonNode details,
    JsonNode tells) {

  static ContactSeen linked(String contactId, String name, String why) {
    return new ContactSeen("use", contactId, name, why, true, null, null);
  }

  static ContactSeen found(String contactId, String name, String why) {
    return new ContactSeen("use", contactId, name, why, false, null, null);
  }

  public static ContactSeen created(JsonNode details) {
    ObjectNode shown = details.deepCopy();
    // Names that it would get beside another's are no detail of its own.
    shown.remove("names");
    shown.properties().removeIf(detail -> detail.getValue().isNull());
    return new ContactSeen("create", null, null, "new", false, shown, null);
  }

  public ContactSeen telling(JsonNode changes) {
    return new ContactSeen(action, contactId, name, why, linked, details, changes);
  }
}
