package io.coportal.sync.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.coportal.sync.StartsApplications;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An owner's way through the console, in a real browser, with the simulated ledgers behind it. */
@StartsApplications
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleWalkTest {
  private static final String CONNECTIONS = Console.WORKSPACE + "/connections";
  private static final String PROBLEMS = Console.WORKSPACE + "/problems";

  /** Plain, in pounds at 20 %. */
  private static final String INVOICE = "inv-uk-0001";

  /** Its 0 % is a zero-rated export. */
  private static final String EXPORT = "inv-uk-0006";

  private Console console;
  private Visitor owner;

  /** What is different from ledger to ledger. */
  private enum Ledger {
    XERO("xero", "Xero", "Harbour Studio Ltd", "200", "ZERORATEDOUTPUT"),
    QUICKBOOKS("quickbooks", "QuickBooks Online", "Pennine Creative Ltd", "10", "52");

    private final String provider;
    private final String name;
    private final String organisation;
    private final String account;
    private final String zeroRated;

    Ledger(String provider, String name, String organisation, String account, String zeroRated) {
      this.provider = provider;
      this.name = name;
      this.organisation = organisation;
      this.account = account;
      this.zeroRated = zeroRated;
    }
  }

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    console = Console.start(folder);
    owner = console.admin();
  }

  @AfterAll
  void end() {
    if (console != null) {
      console.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void connectsSyncsChangesBreaksMendsDisconnectsAndReconnects(Ledger ledger) throws Exception {
    connect(ledger);
    owner.sees(card(ledger), "No account is chosen");
    choose(ledger, ledger.account, ledger.zeroRated);

    String id = sync(ledger, INVOICE);
    assertThat(part(ledger).locator("time").first()).isVisible();

    change(INVOICE);
    owner.open(Console.WORKSPACE + "/invoices/" + INVOICE);
    assertThat(sync(ledger, INVOICE)).as("the same invoice in the ledger").isEqualTo(id);

    choose(ledger, ledger.account, "");
    press(ledger, EXPORT);
    owner.sees(part(ledger), "Failed");
    owner.sees(part(ledger), "0 % (zero rated export) has no tax code yet.");
    owner.open(PROBLEMS);
    owner.sees("0 % (zero rated export) has no tax code yet.");
    choose(ledger, ledger.account, ledger.zeroRated);
    owner.open(Console.WORKSPACE + "/invoices/" + EXPORT);
    owner.sees(part(ledger), "Synced");
    owner.open(PROBLEMS);
    owner.sees("No invoice stands still.");

    disconnect(ledger);
    connect(ledger);
    assertThat(sync(ledger, INVOICE)).isEqualTo(id);
    owner.expectNoComplaint();
  }

  private void connect(Ledger ledger) {
    owner.open(CONNECTIONS);
    owner.press("Connect " + ledger.name);
    owner.allow(ledger.organisation);
    owner.sees("Connected.");
    owner.sees(card(ledger), ledger.organisation);
  }

  private void disconnect(Ledger ledger) {
    owner.open(CONNECTIONS);
    card(ledger).getByText("Disconnect").click();
    owner.press("Disconnect");
    owner.sees(card(ledger), "Not connected");
  }

  private void choose(Ledger ledger, String account, String zeroRated) {
    owner.open(CONNECTIONS + "/" + ledger.provider + "/settings");
    owner.page().getByLabel("Invoice lines are booked to").selectOption(account);
    owner.page().getByLabel("0 %: Zero rated export").selectOption(zeroRated);
    owner.press("Save");
    owner.sees("Saved.");
  }

  private void press(Ledger ledger, String invoice) {
    owner.open(Console.WORKSPACE + "/invoices/" + invoice);
    part(ledger)
        .getByRole(
            AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Sync to " + ledger.name))
        .click();
  }

  /** Its id in the ledger, once the page says so by itself. */
  private String sync(Ledger ledger, String invoice) {
    press(ledger, invoice);
    owner.sees(part(ledger), "Synced");
    return part(ledger)
        .locator("dl > div")
        .filter(new Locator.FilterOptions().setHasText("Id there"))
        .locator("dd")
        .innerText();
  }

  /** In CoPortal; the console shows the next version as soon as it was read from there. */
  private void change(String invoice) throws IOException, InterruptedException {
    Page page = owner.page();
    String version = "Version\n";
    HttpRequest form =
        HttpRequest.newBuilder(
                URI.create(console.coPortal() + "/portal/" + Console.WORKSPACE_ID + "/" + invoice))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("raise=10"))
            .build();
    owner.open(Console.WORKSPACE + "/invoices/" + invoice);
    String before = page.locator("section.card").first().innerText();
    HttpClient.newHttpClient().send(form, HttpResponse.BodyHandlers.discarding());
    org.awaitility.Awaitility.await("CoPortal's change is read")
        .atMost(java.time.Duration.ofSeconds(30))
        .until(
            () -> {
              page.reload();
              return !page.locator("section.card").first().innerText().equals(before);
            });
    assertThat(before).contains(version.strip());
  }

  private Locator card(Ledger ledger) {
    return owner.page().locator("#" + ledger.provider);
  }

  private Locator part(Ledger ledger) {
    return owner.page().locator("#" + ledger.provider);
  }
}
