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
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
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
@Isolated("shares the ledger with its contract")
class ReadmeTest {
  private static final Pattern BLOCK =
      Pattern.compile("<!-- tested: ([a-z-]+) -->\\n```sh\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern EXTERNAL_ID = Pattern.compile("\"externalId\":\"([^\"]+)\"");
  private static final int PATIENCE_SECONDS = 60;

  private final CoPortalUnderTest coportal = CoPortalUnderTest.shared();
  private final LedgerUnderTest xero = LedgersUnderTest.XERO;
  private final PortalWorkspace workspace =
      new PortalWorkspace(coportal.portal(), "uk-studio", xero);

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
    SampleData.workspaces().stream()
        .filter(sample -> sample.workspace().id().equals(workspace.id()))
        .forEach(sample -> workspace.describe(sample.json()));
    for (var sample : SampleData.invoices(workspace.id())) {
      assertThat(workspace.put(sample.id(), sample.json()).status()).isEqualTo(201);
    }
  }

  @AfterEach
  void disconnect() {
    workspace.disconnect();
  }

  @Test
  void theLinesConnectSyncChangeAndShowWhatIsRefused() throws Exception {
    Map<String, String> printed = run(blocks());

    assertThat(printed.get("connect")).contains("/authorized/xero/done");
    assertThat(printed.get("sync")).contains("\"state\":\"SYNCED\"", "\"lastSyncedAt\":\"");
    String externalId = externalIds(printed.get("sync")).iterator().next();
    assertThat(externalIds(printed.get("change"))).isNotEmpty().containsOnly(externalId);
    assertThat(printed.get("refuse")).contains("\"code\":\"totals-differ\"", "\"cure\":\"");
    JsonNode read = workspace.read("inv-uk-0001");
    assertThat(read.path("externalId").asText()).isEqualTo(externalId);
    assertThat(read.path("syncedVersion").asInt()).isEqualTo(2);
    assertThat(xero.invoices("HS-2026-0001"))
        .singleElement()
        .satisfies(booked -> assertThat(booked.total()).isEqualByComparingTo("1800"));
  }

  private static Map<String, String> blocks() throws IOException {
    Map<String, String> blocks = new LinkedHashMap<>();
    BLOCK
        .matcher(Files.readString(Path.of("README.md")))
        .results()
        .forEach(block -> blocks.put(block.group(1), block.group(2)));
    assertThat(blocks.keySet()).containsExactly("connect", "sync", "change", "refuse");
    return blocks;
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

  private static Iterable<String> externalIds(String printed) {
    return EXTERNAL_ID.matcher(printed).results().map((MatchResult id) -> id.group(1)).toList();
  }
}
