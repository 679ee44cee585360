package io.coportal.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The ledgers' own clients judge us in tests, as PostgreSQL does, and leave no trace in the jar
 * that ships. Maven takes the version of a library from its nearest mention, in whatever scope: one
 * that a client brought first would ship in the client's version.
 */
class ShippedJarTest {
  /** Written by Maven before the tests. */
  private static final Path TREE = Path.of("target", "dependency-tree.txt");

  private static final Pattern ENTRY = Pattern.compile("^((?:[|+\\\\][ -] |   )+)(\\S+)");
  private static final int INDENT = 3;
  private static final Pattern CLIENT =
      Pattern.compile("com\\.github\\.xeroapi:.*|com\\.intuit\\..*|io\\.zonky\\..*");
  private static final String TESTS_ONLY = ":test";

  /**
   * @param coordinates group, artifact, type, version and scope
   * @param direct the dependency of ours that brought it
   */
  private record Library(String coordinates, String direct) {}

  @Test
  void theLedgersClientsAreForTestsOnly() throws IOException {
    assertThat(libraries())
        .extracting(Library::coordinates)
        .filteredOn(library -> CLIENT.matcher(library).matches())
        .isNotEmpty()
        .allMatch(library -> library.endsWith(TESTS_ONLY));
  }

  @Test
  void theLedgersClientsDecideNoVersionOfALibraryThatShips() throws IOException {
    assertThat(libraries())
        .filteredOn(library -> CLIENT.matcher(library.direct()).matches())
        .isNotEmpty()
        .allMatch(
            library -> library.coordinates().endsWith(TESTS_ONLY),
            "exclude it from the client in pom.xml; it is there at run time anyway");
  }

  private static List<Library> libraries() throws IOException {
    assertThat(TREE).as("mvn generate-test-resources writes it").exists();
    List<Library> libraries = new ArrayList<>();
    String direct = "";
    for (String line : Files.readAllLines(TREE)) {
      Matcher entry = ENTRY.matcher(line);
      if (entry.find()) {
        direct = entry.group(1).length() == INDENT ? entry.group(2) : direct;
        libraries.add(new Library(entry.group(2), direct));
      }
    }
    return libraries;
  }
}
