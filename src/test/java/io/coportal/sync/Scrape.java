package io.coportal.sync;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a running application shows to Prometheus at one moment. */
public final class Scrape {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final List<String> lines;

  private Scrape(List<String> lines) {
    this.lines = lines;
  }

  /**
   * @param port where health and metrics are
   */
  public static Scrape of(int port) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/prometheus"))
            .build();
    try {
      return new Scrape(
          HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body().lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Names of our own meters, as Prometheus knows them. */
  public Set<String> names() {
    return lines.stream()
        .filter(line -> line.startsWith("# TYPE coportal_"))
        .map(line -> line.split(" ")[2])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * The sum over all of this name with these tags.
   *
   * @param tags {@code name="value"}
   */
  public BigDecimal sum(String name, String... tags) {
    return values(name, tags).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Whether there is one of this name with these tags. */
  public boolean has(String name, String... tags) {
    return values(name, tags).findAny().isPresent();
  }

  private Stream<BigDecimal> values(String name, String... tags) {
    return lines.stream()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .filter(line -> Arrays.stream(tags).allMatch(line::contains))
        .map(line -> new BigDecimal(line.substring(line.lastIndexOf(' ') + 1)));
  }
}
