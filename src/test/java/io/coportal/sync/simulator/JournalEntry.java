package io.coportal.sync.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One request and its answer, for tests to look at.
 *
 * @param sequence counts from 1 in order of arrival
 * @param at the simulator's time at arrival
 * @param target path and query as sent
 * @param headers as sent; credentials are replaced by a hash, so equal ones can be told
 * @param bodySha256 lower-case hexadecimal
 * @param status 0 when the connection was dropped
 * @param fault the scripted fault that struck; empty if none did
 */
public record JournalEntry(
    long sequence,
    Instant at,
    String method,
    String target,
    Map<String, List<String>> headers,
    String body,
    String bodySha256,
    int status,
    String response,
    String fault) {

  /** The header's values, joined; empty if it was not sent. The name has no case. */
  public String header(String name) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(header -> String.join(", ", header.getValue()))
        .findFirst()
        .orElse("");
  }
}
