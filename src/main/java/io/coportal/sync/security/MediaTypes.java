package io.coportal.sync.security;

import io.coportal.sync.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpHeaders;

/** Bodies are JSON as it is. Which of the two kinds an operation takes, its contract says. */
final class MediaTypes {
  private static final Set<String> JSON =
      Set.of("application/json", "application/merge-patch+json");
  private static final Set<String> AS_IT_IS = Set.of("", "identity");

  private MediaTypes() {}

  /**
   * @throws Problem 415 when the headers call the body anything else
   */
  static void refuseOthers(HttpServletRequest request) {
    List<String> types = values(request, HttpHeaders.CONTENT_TYPE);
    if (types.size() > 1 || !types.stream().allMatch(MediaTypes::isJson)) {
      throw new Problem(
          415,
          "media-type-not-taken",
          "The body is not said to be JSON.",
          "Send it with one header Content-Type: application/json.");
    }
    if (!AS_IT_IS.containsAll(values(request, HttpHeaders.CONTENT_ENCODING))) {
      throw new Problem(
          415,
          "content-encoding-not-taken",
          "The body is said to be packed.",
          "Send it as it is, without the header Content-Encoding.");
    }
  }

  private static boolean isJson(String type) {
    return JSON.contains(type.split(";", 2)[0].strip());
  }

  private static List<String> values(HttpServletRequest request, String header) {
    return Collections.list(request.getHeaders(header)).stream()
        .map(value -> value.strip().toLowerCase(Locale.ROOT))
        .toList();
  }
}
