package io.coportal.sync.bench;

import io.coportal.sync.json.ExactJson;
import io.coportal.sync.simulator.Request;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Counts what a request carries. */
final class Elements {
  private Elements() {}

  /** The length of the first of these arrays that the body has; 1 without any. */
  static int of(Request request, String... arrays) {
    if (!request.isWrite()) {
      return 1;
    }
    try {
      var body = ExactJson.mapper().readTree(request.body());
      for (String array : arrays) {
        if (body.path(array).isArray()) {
          return body.path(array).size();
        }
      }
      return 1;
    } catch (IOException noJson) {
      throw new UncheckedIOException(noJson);
    }
  }
}
