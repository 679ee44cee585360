package io.coportal.sync.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.coportal.sync.json.ExactJson;
import io.coportal.sync.ledger.ErrorCatalogue.Entry;
import io.coportal.sync.ledger.ErrorCatalogue.ProviderProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.FileSystemResourceLoader;

/**
 * Every ledger's {@code errors.yaml} against the refusals known of it, {@code
 * cases/<ledger>/errors.json}.
 */
class ErrorCatalogueTest {
  private static final ErrorCatalogue CATALOGUE =
      new ErrorCatalogue(new FileSystemResourceLoader(), "file:routes");

  /**
   * A refusal as it was seen, and what it is to be taken for.
   *
   * @param problem the ledger's own code; null where it has none
   */
  record Seen(
      String problem,
      String message,
      int status,
      String code,
      @JsonProperty("class") ErrorClass errorClass) {
    Refusal classified(String ledger) {
      return CATALOGUE.classify(ledger, status, new ProviderProblem(problem, message));
    }
  }

  static List<String> ledgers() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("routes"))) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("errors.yaml")))
          .map(folder -> folder.getFileName().toString())
          .toList();
    }
  }

  static Stream<Arguments> refusals() throws IOException {
    Stream.Builder<Arguments> refusals = Stream.builder();
    for (String ledger : ledgers()) {
      seen(ledger).forEach(seen -> refusals.add(Arguments.of(ledger, seen)));
    }
    return refusals.build();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("refusals")
  void aKnownRefusalIsTakenForWhatItIs(String ledger, Seen seen) {
    Refusal refusal = seen.classified(ledger);
    assertThat(refusal.code()).isEqualTo(seen.code());
    assertThat(refusal.errorClass()).isEqualTo(seen.errorClass());
    assertThat(refusal.message()).doesNotContain("null");
    if (seen.message() != null) {
      assertThat(refusal.message()).contains(seen.message());
    }
  }

  @ParameterizedTest
  @MethodSource("ledgers")
  void everyEntryIsHitByARefusalThatWasSeen(String ledger) throws IOException {
    Set<String> hit = new HashSet<>();
    seen(ledger).forEach(seen -> hit.add(seen.classified(ledger).code()));
    assertThat(hit).containsAll(CATALOGUE.entries(ledger).stream().map(Entry::code).toList());
  }

  @ParameterizedTest
  @MethodSource("ledgers")
  void entriesAreSentencesWithNamesOfTheirOwn(String ledger) {
    List<Entry> entries = CATALOGUE.entries(ledger);
    assertThat(entries).extracting(Entry::code).doesNotHaveDuplicates();
    assertThat(entries)
        .allSatisfy(
            entry -> {
              assertThat(entry.code()).matches("[a-z]+(-[a-z]+)*");
              assertThat(entry.reaction()).isNotNull();
              assertThat(entry.says()).matches("[A-Z].*\\S\\.").contains(" ");
              assertThat(entry.cure()).matches("[A-Z].*\\S\\.").contains(" ");
            });
  }

  private static List<Seen> seen(String ledger) throws IOException {
    Path file = Path.of("src/test/resources/cases", ledger, "errors.json");
    return List.of(ExactJson.mapper().readValue(Files.readString(file), Seen[].class));
  }
}
