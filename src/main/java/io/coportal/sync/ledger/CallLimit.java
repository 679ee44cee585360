package io.coportal.sync.ledger;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A limit that a ledger sets. Configuration: {@code coportal.ledgers.<ledger>.limits.<name>.*}.
 *
 * @param calls that the ledger takes in any such time, 1 or more
 * @param per the time, above 0
 * @param scope what shares the calls
 * @param pathContains only calls whose path holds this count; null: all of them
 * @param header of an answer that tells how many calls are left; null: the ledger does not tell
 */
record CallLimit(
    int calls,
    Duration per,
    @DefaultValue("connection") Scope scope,
    String pathContains,
    String header) {

  /** What shares a limit. */
  enum Scope {
    /** Each connection has its own. */
    CONNECTION,
    /** All connections of this application together, on all instances. */
    APPLICATION
  }

  /**
   * @param path of a call; null for any, as far as one knows before it is made
   */
  boolean counts(String path) {
    return pathContains == null || path == null || path.contains(pathContains);
  }
}
