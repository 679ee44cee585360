package io.coportal.sync.simulator;

import java.util.Locale;
import java.util.function.Predicate;

/**
 * Picks requests by what they contain; an empty part matches everything.
 *
 * @param method the exact method
 * @param path a part of path and query as sent, without regard to case
 * @param body a part of the body
 * @param header the name of a header that must be present
 */
public record RequestMatcher(String method, String path, String body, String header)
    implements Predicate<Request> {

  public static RequestMatcher any() {
    return new RequestMatcher("", "", "", "");
  }

  public static RequestMatcher of(String method, String path) {
    return new RequestMatcher(method, path, "", "");
  }

  @Override
  public boolean test(Request request) {
    return (method.isEmpty() || method.equalsIgnoreCase(request.method()))
        && lower(request.target()).contains(lower(path))
        && request.text().contains(body)
        && (header.isEmpty() || request.header(header).isPresent());
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
