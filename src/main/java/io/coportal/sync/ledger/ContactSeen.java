package io.coportal.sync.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;

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
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ContactSeen(
    String action, String contactId, String name, String why, boolean linked, JsonNode details) {

  static ContactSeen linked(String contactId, String name, String why) {
    return new ContactSeen("use", contactId, name, why, true, null);
  }

  static ContactSeen found(String contactId, String name, String why) {
    return new ContactSeen("use", contactId, name, why, false, null);
  }

  public static ContactSeen created(JsonNode details) {
    return new ContactSeen("create", null, null, "new", false, details);
  }
}
