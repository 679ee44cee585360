package io.coportal.sync.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.ColorScheme;
import io.coportal.sync.StartsApplications;
import io.coportal.sync.account.Accounts;
import io.coportal.sync.account.Role;
import io.coportal.sync.connection.Connections;
import io.coportal.sync.invoice.InvoiceReader;
import io.coportal.sync.json.ExactJson;
import io.coportal.sync.reconcile.Intake;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What every page of the console owes whoever looks at it. */
@StartsApplications
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsolePagesTest {
  private static final String CONNECTIONS = Console.WORKSPACE + "/connections";
  private static final String INVOICES = Console.WORKSPACE + "/invoices";
  private static final int MOST_BYTES = 150_000;

  private Console console;
  private Visitor owner;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    console = Console.start(folder);
    owner = console.admin();
    owner.open(CONNECTIONS);
    owner.press("Connect Xero");
    owner.allow("Harbour Studio Ltd");
    owner.sees("Connected.");
    console
        .application()
        .getBean(Connections.class)
        .change(
            Console.WORKSPACE_ID,
            "xero",
            ExactJson.read(
                "{\"account\": \"200\", \"taxChoices\": {\"exempt\": \"EXEMPTOUTPUT\"}}"));
    for (String invoice : List.of("inv-uk-0001", "inv-uk-0002", "inv-uk-0006", "inv-uk-0007")) {
      owner.open(INVOICES + "/" + invoice);
      owner.press("Sync to Xero");
    }
    owner.open(INVOICES + "/inv-uk-0001");
    owner.sees("Synced");
    owner.open(INVOICES + "/inv-uk-0007");
    owner.sees("Failed");
  }

  @AfterAll
  void end() {
    if (console != null) {
      console.close();
    }
  }

  /** Name of the picture, and address. */
  private record Place(String name, String path) {}

  private static List<Place> places() {
    return List.of(
        new Place("workspaces", "/console"),
        new Place("connections", CONNECTIONS),
        new Place("settings", CONNECTIONS + "/xero/settings"),
        new Place("disconnect", CONNECTIONS + "/xero/disconnect"),
        new Place("invoices", INVOICES),
        new Place("invoice-synced", INVOICES + "/inv-uk-0001"),
        new Place("invoice-failed", INVOICES + "/inv-uk-0007"),
        new Place("preview", INVOICES + "/inv-uk-0003/previews/xero"),
        new Place("backfills", Console.WORKSPACE + "/backfills"),
        new Place("forecast", Console.WORKSPACE + "/backfills/xero/forecast?from=2026-08-01"),
        new Place("activity", Console.WORKSPACE + "/activity"),
        new Place("problems", Console.WORKSPACE + "/problems"),
        new Place("password", "/console/password"),
        new Place("accounts", "/console/accounts"),
        new Place("problem", INVOICES + "/nobody"));
  }

  @Test
  void canBeReadByAllInLightAndDarkOnDesktopAndPhone() {
    List<String> violations = new ArrayList<>();
    for (Place place : places()) {
      owner.open(place.path());
      owner.settle();
      owner.picture(place.name());
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        owner.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        for (Rule rule : new AxeBuilder(owner.page()).analyze().getViolations()) {
          violations.add(
              place.name()
                  + " "
                  + scheme
                  + " "
                  + rule.getImpact()
                  + " "
                  + rule.getId()
                  + " "
                  + rule.getNodes().get(0).getHtml());
        }
      }
    }
    assertThat(violations).isEmpty();
    owner.expectNoComplaint();
  }

  @Test
  void isSmallOnFirstLoad() {
    for (Place place : places()) {
      try (Visitor fresh = owner.withAnEmptyCache(console.browser())) {
        List<Request> loaded = new ArrayList<>();
        fresh.page().onRequestFinished(loaded::add);
        fresh.open(place.path());
        fresh.settle();
        int bytes =
            List.copyOf(loaded).stream()
                .map(Request::sizes)
                .mapToInt(sizes -> sizes.responseBodySize + sizes.responseHeadersSize)
                .sum();
        assertThat(loaded).as(place.name()).hasSizeGreaterThan(3);
        assertThat(bytes).as(place.name()).isBetween(1, MOST_BYTES);
      }
    }
  }

  @Test
  void aScriptInAClientsNameStaysText() throws IOException {
    String name = "<script>alert(1)</script><img src=x onerror=alert(2)>";
    String invoice =
        """
        {"version": 1, "number": "X-1", "status": "sent", "issueDate": "2026-11-01",
         "currency": "GBP", "client": {"clientId": "cl-x", "name": "%s"},
         "lines": [{"description": "%s", "quantity": 1, "unitPrice": 10}],
         "taxRate": 20, "taxReason": "standard", "subtotal": 10, "taxTotal": 2, "total": 12}"""
            .formatted(name, name);
    console
        .application()
        .getBean(Intake.class)
        .put(Console.WORKSPACE_ID, new InvoiceReader().read("inv-x", invoice), invoice);

    owner.open(INVOICES + "/inv-x");
    owner.sees(name);
    owner.open(INVOICES);
    owner.sees(name);
    owner.open(INVOICES + "/inv-x/previews/xero");
    owner.sees(name);
    owner.expectNoComplaint();
  }

  @Test
  void whichContactAClientIsIsAskedOnceAndRemembered() throws IOException {
    String invoice =
        """
        {"version": 1, "number": "C-1", "status": "sent", "issueDate": "2026-11-02",
         "currency": "GBP",
         "client": {"clientId": "cl-second", "name": "Brindle Bakery Ltd", "email": "other@example.org"},
         "lines": [{"description": "Bread", "quantity": 1, "unitPrice": 10}],
         "taxRate": 20, "taxReason": "standard", "subtotal": 10, "taxTotal": 2, "total": 12}""";
    console
        .application()
        .getBean(Intake.class)
        .put(Console.WORKSPACE_ID, new InvoiceReader().read("inv-c", invoice), invoice);

    owner.open(INVOICES + "/inv-c");
    owner.press("Sync to Xero");
    owner.sees("Failed");
    owner.open(INVOICES + "/inv-c/previews/xero");
    owner.sees("Which contact is the client?");
    owner.press("This one");
    owner.sees("chosen by the owner");
    owner.open(INVOICES + "/inv-c");
    owner.sees(owner.page().locator("#xero"), "Synced");
    owner.expectNoComplaint();
  }

  @Test
  void worksWithoutScripts() {
    try (Visitor plain = console.visitorWithoutScripts()) {
      plain.open("/console");
      plain.signIn("admin", Console.PASSWORD);
      plain.open(INVOICES + "/inv-uk-0004");
      plain.press("Sync to Xero");
      org.awaitility.Awaitility.await()
          .until(
              () -> {
                plain.open(INVOICES + "/inv-uk-0004");
                return plain.page().locator("#xero").innerText().contains("Synced");
              });
      plain.press("Sign out");
      plain.sees("You are signed out.");
    }
  }

  @Test
  void whoMayLookMayNotPressAndAStrangersWorkspaceIsNotThere() {
    Accounts accounts = console.application().getBean(Accounts.class);
    Accounts.Made reader =
        accounts.create("reader@example.org", false, Console.WORKSPACE_ID, Role.READER);
    try (Visitor looker = console.visitor()) {
      looker.signInFirst(reader.name(), reader.password(), "reads and does nothing");
      looker.open(INVOICES + "/inv-uk-0001");
      looker.sees("Synced");
      assertThat(looker.page().getByText("Sync to Xero").count()).isZero();
      assertThat(looker.post(INVOICES + "/inv-uk-0001/syncs/xero")).isEqualTo(403);
      assertThat(looker.post(CONNECTIONS + "/xero/disconnect")).isEqualTo(403);
      assertThat(looker.get("/console/accounts")).isEqualTo(404);
      assertThat(looker.get("/console/workspaces/za-agency/invoices")).isEqualTo(404);
      assertThat(looker.get("/console/workspaces/no-such-workspace/invoices")).isEqualTo(404);
    }
  }

  @Test
  void aFormOfAnotherSiteIsRefused() {
    assertThat(owner.postWithToken(INVOICES + "/inv-uk-0001/syncs/xero", "")).isEqualTo(403);
    assertThat(owner.postWithToken(INVOICES + "/inv-uk-0001/syncs/xero", "made-up")).isEqualTo(403);
  }

  @Test
  void nobodyGetsInWithoutASession() throws Exception {
    for (Place place : places()) {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(console.address() + place.path())).build(),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(place.name()).isEqualTo(302);
      assertThat(answer.headers().firstValue("Location"))
          .hasValueSatisfying(to -> assertThat(to).endsWith("/console/sign-in"));
    }
  }

  @Test
  void afterAFewWrongPasswordsTheRightOneHasToWait() {
    Accounts.Made made =
        console
            .application()
            .getBean(Accounts.class)
            .create("guessed@example.org", false, Console.WORKSPACE_ID, Role.OWNER);
    try (Visitor guesser = console.visitor()) {
      for (int guess = 0; guess < 5; guess++) {
        guesser.open("/console/sign-in");
        guesser.signIn(made.name(), "guess " + guess);
        guesser.sees("The name or the password is wrong.");
      }
      guesser.signIn(made.name(), made.password());
      guesser.sees("Too many wrong passwords.");
    }
  }

  @Test
  void aClosedAccountIsOutAtOnce() {
    Accounts accounts = console.application().getBean(Accounts.class);
    Accounts.Made made =
        accounts.create("leaver@example.org", false, Console.WORKSPACE_ID, Role.OWNER);
    try (Visitor leaver = console.visitor()) {
      leaver.signInFirst(made.name(), made.password(), "not here for long");
      leaver.sees("Integrations");
      accounts.list().stream()
          .filter(account -> account.name().equals(made.name()))
          .forEach(account -> accounts.close(admin(accounts), account.id()));
      leaver.open(INVOICES);
      leaver.sees("Sign in");
    }
  }

  private static io.coportal.sync.account.Account admin(Accounts accounts) {
    return accounts.list().stream()
        .filter(account -> account.name().equals("admin"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aBackfillIsForecastStartedWatchedAndUndone() {
    owner.open(Console.WORKSPACE + "/backfills");
    owner.page().getByLabel("Issued from").fill("2026-10-10");
    owner.page().getByLabel("to", new Page.GetByLabelOptions().setExact(true)).fill("2026-10-20");
    owner.press("Forecast");
    owner.sees("2026-10-10 to 2026-10-20");
    owner.sees("Calls of the ledger");
    owner.press("Start: 2 invoices");
    owner.sees("2 of 2 invoices have an outcome");
    owner.sees("Made there and not touched since: 2.");
    owner.picture("backfill");
    owner.press("Undo: void 2 in the ledger");
    owner.sees("Voided: 2.");
    owner.expectNoComplaint();
  }

  @Test
  void whatHappenedIsShownAndDownloadedWithoutFormulas() {
    owner.open(Console.WORKSPACE + "/activity?outcome=FAILED");
    owner.sees("has no tax code yet");
    owner.sees("Settings changed");
    owner.open(Console.WORKSPACE + "/activity?before=2026-01-01T00:00:00Z");
    owner.sees("Nothing happened in that time.");
    String csv = owner.text(Console.WORKSPACE + "/activity/activity.csv?outcome=FAILED");
    assertThat(csv).contains("HS-2026-0007").contains("\r\n").doesNotContain("SYNCED");
  }

  @Test
  void accessThatIsDeniedConnectsNothingAndSaysSo() {
    owner.open(CONNECTIONS);
    owner.press("Connect QuickBooks Online");
    owner.deny();
    owner.sees("Access was not given, so nothing was connected.");
    owner.sees(owner.page().locator("#quickbooks"), "Not connected");
  }

  @Test
  void anOrganisationThatAnotherWorkspaceHasIsRefusedWithACure() {
    owner.open("/console/workspaces/za-agency/connections");
    owner.press("Connect Xero");
    owner.allow("Harbour Studio Ltd");
    owner.sees("What to do:");
    owner.open("/console/workspaces/za-agency/connections");
    owner.sees(owner.page().locator("#xero"), "Not connected");
  }
}
