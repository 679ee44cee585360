package io.coportal.sync.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A contact of the ledger that may be a client, for its owner to choose from.
 *
 * @param email null where it has none
 * @param active false for one that is archived and cannot be chosen
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ContactCandidate(String contactId, String name, String email, boolean active) {}
