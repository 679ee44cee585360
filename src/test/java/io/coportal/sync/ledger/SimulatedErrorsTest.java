package io.coportal.sync.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.coportal.sync.ledger.ErrorCatalogue.ProviderProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.FileSystemResourceLoader;

/**
 * Whatever the simulated ledgers refuse has an entry in {@code errors.yaml}; read off their
 * sources.
 */
class SimulatedErrorsTest {
  private static final Path SIMULATORS = Path.of("src/test/java/io/coportal/sync/simulator");
  private static final ErrorCatalogue CATALOGUE =
      new ErrorCatalogue(new FileSystemResourceLoader(), "file:routes");

  /** One ledger answers in sentences, which are gathered in a set of errors. */
  private static final Pattern SENTENCES = Pattern.compile("errors\\.add\\(([^;]*?)\\);");

  /** The other answers by codes of digits, with which a refusal is made. */
  private static final Pattern CODES =
      Pattern.compile("(?:of|withStatus|invalid)\\(\\s*(?:\\d{3},\\s*)?\"(\\d{3,5})\"");

  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

  static List<String> sentences() throws IOException {
    return found("xero", SENTENCES)
        .map(SimulatedErrorsTest::sentence)
        .filter(sentence -> sentence.contains(" "))
        .distinct()
        .toList();
  }

  static List<String> codes() throws IOException {
    return found("quickbooks", CODES).distinct().toList();
  }

  @ParameterizedTest
  @MethodSource("sentences")
  void aSentenceHasItsEntry(String sentence) {
    assertKnown("xero", new ProviderProblem(null, sentence));
  }

  @ParameterizedTest
  @MethodSource("codes")
  void aCodeHasItsEntry(String code) {
    assertKnown("quickbooks", new ProviderProblem(code, "Anything"));
  }

  private static void assertKnown(String ledger, ProviderProblem problem) {
    Refusal refusal = CATALOGUE.classify(ledger, 400, problem);
    assertThat(refusal.code()).as(problem.toString()).isNotEqualTo(ErrorCatalogue.UNKNOWN);
    assertThat(refusal.cure()).isNotBlank();
  }

  private static Stream<String> found(String simulator, Pattern pattern) throws IOException {
    try (Stream<Path> files = Files.walk(SIMULATORS.resolve(simulator))) {
      List<String> found =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.toString().endsWith("Test.java"))
              .flatMap(file -> pattern.matcher(read(file)).results())
              .map(match -> match.group(1))
              .toList();
      assertThat(found).hasSizeGreaterThan(20);
      return found.stream();
    }
  }

  /** The words of an expression; what is put in between is an X. */
  private static String sentence(String expression) {
    return LITERAL
        .matcher(expression)
        .results()
        .map(SimulatedErrorsTest::words)
        .collect(Collectors.joining("X"));
  }

  private static String words(MatchResult literal) {
    return literal.group(1).replace("%s", "X").replace("%d", "1");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
