package io.coportal.sync.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Every request a simulator got, with what it answered. */
public final class Journal {
  private final List<JournalEntry> entries = new ArrayList<>();

  /** Matching requests in order of arrival; those still in work are not among them. */
  public synchronized List<JournalEntry> requests(Predicate<JournalEntry> predicate) {
    return entries.stream()
        .filter(predicate)
        .sorted(Comparator.comparingLong(JournalEntry::sequence))
        .toList();
  }

  public List<JournalEntry> requests() {
    return requests(entry -> true);
  }

  public synchronized void clear() {
    entries.clear();
  }

  synchronized void record(Request request, Response answer, String fault) {
    entries.add(
        new JournalEntry(
            request.sequence(),
            request.at(),
            request.method(),
            request.target(),
            masked(request.headers()),
            request.text(),
            sha256(request.body()),
            answer == null ? 0 : answer.status(),
            answer == null ? "" : answer.text(),
            fault));
  }

  private static Map<String, List<String>> masked(Map<String, List<String>> headers) {
    var masked = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    masked.putAll(headers);
    masked.computeIfPresent(
        "Authorization",
        (name, values) ->
            values.stream()
                .map(value -> "sha256:" + sha256(value.getBytes(StandardCharsets.UTF_8)))
                .toList());
    return masked;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JDK has SHA-256", impossible);
    }
  }
}
