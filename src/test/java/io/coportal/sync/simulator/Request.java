package io.coportal.sync.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** One HTTP request as it arrived at a simulator. Names of headers and parameters have no case. */
public final class Request {
  private final long sequence;
  private final Instant at;
  private final String method;
  private final String rawPath;
  private final String rawQuery;
  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final byte[] body;
  private final List<Runnable> whenAnswered = new ArrayList<>();
  private Supplier<Optional<Fault>> fault = Optional::empty;
  private Duration latency = Duration.ZERO;
  private Pause pause = millis -> {};

  Request(
      long sequence,
      Instant at,
      String method,
      String rawPath,
      String rawQuery,
      Map<String, List<String>> headers,
      byte[] body) {
    this.sequence = sequence;
    this.at = at;
    this.method = method;
    this.rawPath = rawPath;
    this.rawQuery = rawQuery;
    this.headers.putAll(headers);
    this.body = body;
  }

  /** Waits without holding up the simulator's end. */
  interface Pause {
    void millis(long millis);
  }

  void script(Optional<Fault> drawn, Duration takes, Pause pausing) {
    fault = () -> drawn;
    latency = takes;
    pause = pausing;
  }

  void answered() {
    whenAnswered.forEach(Runnable::run);
  }

  /** Counts from 1 in order of arrival. */
  public long sequence() {
    return sequence;
  }

  public Instant at() {
    return at;
  }

  public String method() {
    return method;
  }

  public boolean isWrite() {
    return List.of("POST", "PUT", "PATCH").contains(method);
  }

  /** Path and query as sent, still percent-encoded. */
  public String target() {
    return rawQuery == null ? rawPath : rawPath + "?" + rawQuery;
  }

  public String rawPath() {
    return rawPath;
  }

  /** The decoded parts of the path between its slashes, empty ones left out. */
  public List<String> segments() {
    return Arrays.stream(rawPath.split("/"))
        .filter(part -> !part.isEmpty())
        .map(part -> decoded(part.replace("+", "%2B")))
        .toList();
  }

  public Optional<String> query(String name) {
    return Optional.ofNullable(pairs(rawQuery).get(name));
  }

  public Map<String, String> queries() {
    return pairs(rawQuery);
  }

  /** The fields of a form body; of a repeated name the values joined by a comma. */
  public Map<String, String> form() {
    return pairs(text());
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).map(values -> String.join(", ", values));
  }

  public Map<String, List<String>> headers() {
    return headers;
  }

  public byte[] body() {
    return body;
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Runs {@code action} once the answer has left, or was dropped. */
  public void whenAnswered(Runnable action) {
    whenAnswered.add(action);
  }

  /**
   * Does the provider's own work in the time it takes, unless a fault is scripted that strikes
   * before, during or right after it. What comes back counts as the provider's own answer.
   */
  public Response work(Supplier<Response> work) {
    if (!latency.isZero()) {
      pause.millis(latency.toMillis());
    }
    return fault.get().map(drawn -> drawn.around(work, pause)).orElseGet(work);
  }

  private static Map<String, String> pairs(String encoded) {
    var pairs = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    for (var pair : encoded == null ? new String[0] : encoded.split("&")) {
      var parts = pair.split("=", 2);
      if (!pair.isEmpty()) {
        pairs.merge(
            decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "", (a, b) -> a + "," + b);
      }
    }
    return pairs;
  }

  private static String decoded(String encoded) {
    try {
      return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return encoded;
    }
  }

  @Override
  public String toString() {
    return "%d %s %s".formatted(sequence, method.toUpperCase(Locale.ROOT), target());
  }
}
