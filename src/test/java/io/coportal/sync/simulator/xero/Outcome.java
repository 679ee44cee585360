package io.coportal.sync.simulator.xero;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;

/** What became of one element of a write: as it stands now, or as it was sent with the reasons. */
record Outcome(ObjectNode element, Collection<String> errors, Collection<String> warnings) {
  boolean failed() {
    return !errors.isEmpty();
  }
}
