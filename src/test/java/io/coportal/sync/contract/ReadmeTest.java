package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.SampleData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The README's lines do what they say. Blocks to run follow a comment {@code tested: name}. They
 * need bash and curl: without them the test is skipped, with {@code CI=true} it is required.
 */
@Isolated("the contracts use the same ledgers and sample workspaces")
class ReadmeTest {
  private static final Pattern BLOCK =
      Pattern.compile("<!-- tested: ([a-z-]+) -->\\n```sh\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern EXTERNAL_ID = Pattern.compile("\"externalId\":\"([^\"]+)\"");
  private static final int PATIENCE_SECONDS = 120;

  private static final String BEGIN = "begin";
  private static final List<String> WALK = List.of("connect", "sync", "change", "refuse");
  private static final String SAMPLE = "uk-studio";

  private final CoPortalUnderTest coportal = CoPortalUnderTest.shared();

  @TempDir private Path folder;

  @BeforeAll
  static void needsAShell() throws InterruptedException {
    boolean required = "true".equals(System.getenv("CI"));
    assumeTrue(
        required || hasShell(), "SKIPPED: the README's lines need bash and curl on this machine");
  }

  private static boolean hasShell() throws InterruptedException {
    try {
      return new ProcessBuilder("bash", "-c", "command -v curl").start().waitFor() == 0;
    } catch (IOException noBash) {
      return false;
    }
  }

  @BeforeEach
  void loadSamplesAsTheDemoDoes() {
    PortalWorkspace workspace = workspace(LedgersUnderTest.XERO);
    SampleData.workspaces().stream()
        .filter(sample -> sample.workspace().id().equals(SAMPLE))
        .forEach(sample -> workspace.describe(sample.json()));
    for (var sample : SampleData.invoices(SAMPLE)) {
      assertThat(workspace.put(sample.id(), sample.json()).status()).isEqualTo(201);
    }
  }

  @AfterEach
  void disconnect() {
    LedgersUnderTest.ALL.forEach(ledger -> workspace(ledger).disconnect());
  }

  @Test
  void theLinesConnectSyncChangeAndShowWhatIsRefusedInOneLedgerAfterTheOther() throws Exception {
    Map<String, String> printed = run(blocks());

    for (LedgerUnderTest ledger : LedgersUnderTest.ALL) {
      assertWalked(ledger, printed);
    }
    assertThat(printed.get("xero-refuse")).contains("\"code\":\"totals-differ\"", "\"cure\":\"");
    assertThat(printed.get("quickbooks-refuse")).contains("\"state\":\"SYNCED\"");
  }

  private void assertWalked(LedgerUnderTest ledger, Map<String, String> printed) {
    String walk = ledger.name() + "-";
    assertThat(printed.get(walk + "connect")).contains("/authorized/" + ledger.name() + "/done");
    assertThat(printed.get(walk + "sync")).contains("\"state\":\"SYNCED\"", "\"lastSyncedAt\":\"");
    String externalId = externalIds(printed.get(walk + "sync")).get(0);
    assertThat(externalIds(printed.get(walk + "change"))).contains(externalId);
    JsonNode read = workspace(ledger).read("inv-uk-0001");
    assertThat(read.path("externalId").asText()).isEqualTo(externalId);
    assertThat(read.path("syncedVersion").asInt()).isEqualTo(2);
    assertThat(ledger.invoices("HS-2026-0001"))
        .singleElement()
        .satisfies(
            booked -> {
              assertThat(booked.externalId()).isEqualTo(externalId);
              assertThat(booked.total()).isEqualByComparingTo("1800");
            });
  }

  private PortalWorkspace workspace(LedgerUnderTest ledger) {
    return new PortalWorkspace(coportal.portal(), SAMPLE, ledger);
  }

  /** The README's blocks in the order in which a reader runs them who tries every ledger. */
  private static Map<String, String> blocks() throws IOException {
    Map<String, String> written = new LinkedHashMap<>();
    BLOCK
        .matcher(Files.readString(Path.of("README.md")))
        .results()
        .forEach(block -> written.put(block.group(1), block.group(2)));
    List<String> ledgers = LedgersUnderTest.ALL.stream().map(LedgerUnderTest::name).toList();
    assertThat(written.keySet())
        .containsExactlyElementsOf(
            Stream.of(List.of(BEGIN), ledgers, WALK).flatMap(List::stream).toList());
    Map<String, String> walked = new LinkedHashMap<>();
    walked.put(BEGIN, written.get(BEGIN));
    for (String ledger : ledgers) {
      walked.put(ledger, written.get(ledger));
      WALK.forEach(block -> walked.put(ledger + "-" + block, written.get(block)));
    }
    return walked;
  }

  /** Runs the blocks in one shell, as a reader would; what each printed. */
  private Map<String, String> run(Map<String, String> blocks) throws Exception {
    StringBuilder script = new StringBuilder("set -eu\n");
    blocks.forEach(
        (name, block) ->
            script.append("exec > ").append(name).append(".out\n").append(here(block)));
    Path errors = folder.resolve("errors");
    Process shell =
        new ProcessBuilder("bash", "-c", script.toString())
            .directory(folder.toFile())
            .redirectError(errors.toFile())
            .start();
    assertThat(shell.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(shell.exitValue()).as(Files.readString(errors)).isZero();
    Map<String, String> printed = new LinkedHashMap<>();
    for (String name : blocks.keySet()) {
      printed.put(name, Files.readString(folder.resolve(name + ".out"), StandardCharsets.UTF_8));
    }
    return printed;
  }

  private String here(String block) {
    return block
            .replace("http://localhost:8080", "http://localhost:" + coportal.port())
            .replace(".data/demo/first-api-key", coportal.keyFile().toString())
        + "\n";
  }

  private static List<String> externalIds(String printed) {
    return EXTERNAL_ID.matcher(printed).results().map((MatchResult id) -> id.group(1)).toList();
  }
}
