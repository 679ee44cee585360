package io.coportal.sync.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A ledger is a folder of routes and a folder of configuration; nothing else knows its name. */
class ProviderNeutralityTest {
  private static final List<String> LEDGERS = RouteTree.read(Path.of("")).ledgers();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "src/main/java",
        "src/main/resources",
        "routes/sync",
        "routes/shared",
        "routes/triggers"
      })
  void noLedgerIsNamed(String folder) throws IOException {
    List<Finding> findings = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        findings.addAll(mentions(file.toString(), Files.readString(file)));
      }
    }
    assertThat(findings).isEmpty();
  }

  @Test
  void noLedgerIsNamedInTheCommonConfiguration() throws IOException {
    Path file = Path.of("config/application.yaml");
    assertThat(mentions(file.toString(), Files.readString(file))).isEmpty();
  }

  @Test
  void aNameIsFoundInAnyCaseAndInsideAWord() {
    String name = LEDGERS.get(0);
    assertThat(mentions("a", "one\nmy" + name.toUpperCase(Locale.ROOT) + "Client\n"))
        .extracting(Finding::line)
        .containsExactly(2);
  }

  private static List<Finding> mentions(String file, String text) {
    List<Finding> findings = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).toLowerCase(Locale.ROOT);
      for (String ledger : LEDGERS) {
        if (line.contains(ledger)) {
          findings.add(new Finding(file, i + 1, "'%s' is named.".formatted(ledger)));
        }
      }
    }
    return findings;
  }
}
