package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.SampleData;
import io.coportal.sync.StartsApplications;
import io.coportal.sync.demo.Demo;
import io.coportal.sync.demo.DemoSimulators;
import io.coportal.sync.invoice.Invoices;
import io.coportal.sync.simulator.quickbooks.QuickBooksSimulator;
import io.coportal.sync.simulator.xero.XeroSimulator;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README's lines do what they say, in the demo that the README starts. Blocks to run follow a
 * comment {@code tested: name}. They need bash and curl: without them the test is skipped, with
 * {@code CI=true} it is required.
 */
@StartsApplications
class ReadmeTest {
  private static final Pattern BLOCK =
      Pattern.compile("<!-- tested: ([a-z-]+) -->\\n```sh\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern EXTERNAL_ID = Pattern.compile("\"externalId\":\"([^\"]+)\"");
  private static final int PATIENCE_SECONDS = 120;

  private static final String BEGIN = "begin";
  private static final List<String> WALK =
      List.of("connect", "preview", "sync", "change", "repush", "refuse", "by-itself", "backfill");
  private static final List<String> LEDGERS = List.of("xero", "quickbooks");
  private static final String WORKSPACE = "uk-studio";

  /** By the block {@code by-itself}. */
  private static final String CHANGED = "inv-uk-0002";

  private static final Set<String> CHANGED_BY_LINES = Set.of("inv-uk-0001", CHANGED);

  private final DemoSimulators simulators = DemoSimulators.onFreePorts();
  private final Map<String, LedgerBooks> books =
      Map.of(
          "xero",
          new XeroBooks(simulators.xero(), XeroSimulator.UNITED_KINGDOM),
          "quickbooks",
          new QuickBooksBooks(simulators.quickBooks(), QuickBooksSimulator.UNITED_KINGDOM));

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

  @AfterEach
  void end() {
    simulators.close();
  }

  @Test
  void theLinesConnectSyncChangeShowWhatIsRefusedAndWhatHappensByItself() throws Exception {
    int port = freePort();
    try (var demo =
        Demo.start(
            simulators,
            folder.resolve("state"),
            "--server.port=" + port,
            "--coportal.connect.public-url=http://localhost:" + port,
            "--logging.level.root=warn")) {
      Map<String, String> printed = run(blocks(), port);

      for (String ledger : LEDGERS) {
        assertWalked(ledger, printed);
        awaitWrittenBack(ledger);
      }
      assertSamplesTakenAsTheyAre(demo.getBean(Invoices.class));
    }
  }

  private void assertWalked(String ledger, Map<String, String> printed) {
    String walk = ledger + "-";
    assertThat(printed.get(walk + "backfill"))
        .contains("\"forecast\":{\"invoices\":", "\"state\":\"RUNNING\"", "\"counts\":{")
        .doesNotContain("\"code\":\"backfill-");
    assertThat(printed.get(walk + "connect")).contains("/authorized/" + ledger + "/done");
    assertThat(printed.get(walk + "preview"))
        .contains("\"action\":\"create\"", "\"stops\":[]", "\"request\":{");
    assertThat(printed.get(walk + "sync")).contains("\"state\":\"SYNCED\"", "\"lastSyncedAt\":\"");
    assertThat(printed.get(walk + "refuse"))
        .contains("\"code\":\"account-not-usable\"", "\"cure\":\"", "\"state\":\"SYNCED\"");
    String externalId = externalIds(printed.get(walk + "sync")).get(0);
    assertThat(externalIds(printed.get(walk + "change"))).contains(externalId);
    assertThat(externalIds(printed.get(walk + "repush"))).contains(externalId);
    assertThat(printed.get(walk + "repush")).contains("\"state\":\"SYNCED\"");
    assertThat(books.get(ledger).invoices(home(ledger), "HS-2026-0001"))
        .singleElement()
        .satisfies(
            booked -> {
              assertThat(booked.externalId()).isEqualTo(externalId);
              assertThat(booked.total()).isEqualByComparingTo("1800");
            });
  }

  /** What was changed on CoPortal's page is in the ledger, and the page says so. */
  private void awaitWrittenBack(String ledger) {
    await("CoPortal knows of " + ledger)
        .untilAsserted(
            () -> {
              JsonNode told = simulators.coportal().writtenBack().held(WORKSPACE, CHANGED, ledger);
              assertThat(told.path("revision").asInt()).isEqualTo(1 + LEDGERS.size());
              assertThat(told.path("ledger_state").asText()).isEqualTo("SYNCED");
              assertThat(books.get(ledger).invoices(home(ledger), "HS-2026-0002"))
                  .singleElement()
                  .satisfies(
                      booked -> {
                        assertThat(booked.total()).isEqualByComparingTo("240");
                        assertThat(booked.externalId())
                            .isEqualTo(told.path("ledger_invoice_id").asText());
                      });
            });
  }

  /** The invoices came through CoPortal's words; none lost a member or a digit. */
  private static void assertSamplesTakenAsTheyAre(Invoices invoices) {
    assertThat(SampleData.invoices())
        .filteredOn(sample -> !CHANGED_BY_LINES.contains(sample.id()))
        .hasSize(60 - CHANGED_BY_LINES.size())
        .allSatisfy(
            sample ->
                assertThat(invoices.find(sample.workspaceId(), sample.id()))
                    .contains(sample.invoice()));
  }

  private static String home(String ledger) {
    return ledger.equals("xero")
        ? XeroSimulator.UNITED_KINGDOM.toString()
        : QuickBooksSimulator.UNITED_KINGDOM;
  }

  /** The README's blocks in the order in which a reader runs them who tries every ledger. */
  private static Map<String, String> blocks() throws IOException {
    Map<String, String> written = new LinkedHashMap<>();
    BLOCK
        .matcher(Files.readString(Path.of("README.md")))
        .results()
        .forEach(block -> written.put(block.group(1), block.group(2)));
    assertThat(written.keySet())
        .containsExactlyElementsOf(
            Stream.of(List.of(BEGIN), LEDGERS, WALK).flatMap(List::stream).toList());
    Map<String, String> walked = new LinkedHashMap<>();
    walked.put(BEGIN, written.get(BEGIN));
    for (String ledger : LEDGERS) {
      walked.put(ledger, written.get(ledger));
      WALK.forEach(block -> walked.put(ledger + "-" + block, written.get(block)));
    }
    return walked;
  }

  /** Runs the blocks in one shell, as a reader would; what each printed. */
  private Map<String, String> run(Map<String, String> blocks, int port) throws Exception {
    StringBuilder script = new StringBuilder("set -eu\n");
    blocks.forEach(
        (name, block) ->
            script.append("exec > ").append(name).append(".out\n").append(here(block, port)));
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

  private String here(String block, int port) {
    return block
            .replace("http://localhost:8080", "http://localhost:" + port)
            .replace("http://localhost:8093", simulators.coportal().baseUrl().toString())
            .replace(".data/demo/", folder.resolve("state") + "/")
        + "\n";
  }

  // The address in connect links has to be known before the start.
  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  private static List<String> externalIds(String printed) {
    return EXTERNAL_ID.matcher(printed).results().map((MatchResult id) -> id.group(1)).toList();
  }
}
