package io.coportal.sync.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pages of the console beside very many invoices of one workspace. */
final class ConsolePart implements Part {
  private static final int INVOICES = Integer.getInteger("bench.console.invoices", 100_000);
  private static final int VISITS = Integer.getInteger("bench.console.visits", 60);
  private static final int WARM_UP = 15;
  private static final String STORY = "many";
  private static final String PASSWORD = "eleven green bottles";
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  @Override
  public String name() {
    return "console";
  }

  @Override
  public void measure(Results results) {
    for (var kind : BenchDatabase.Kind.asked()) {
      try (var ledger = new Xero();
          var stage = Stage.set("console-" + kind, kind, ledger)) {
        fill(stage, ledger);
        Guest guest = new Guest(stage);
        pages(ledger).forEach((page, path) -> report(results, kind, guest, page, path));
      }
    }
  }

  private static void fill(Stage stage, SimulatedLedger ledger) {
    var original = BenchInvoice.of(ledger.home(), "original", 0);
    stage.api().store(original);
    stage.api().click(original, ledger);
    new ManyRows(stage.rows(), stage.database()).copies(original, STORY, INVOICES);
    String number = "CAST(SUBSTRING(%s FROM %d) AS INTEGER)";
    String ofInvoice = number.formatted("invoice_id", STORY.length() + 2);
    stage
        .rows()
        .execute(
            """
            UPDATE invoice SET issue_date = DATE '2024-01-01' + MOD(%1$s, 1000),
              client_name = 'Client ' || MOD(%1$s, 997)
            WHERE invoice_id LIKE '%2$s-%%'"""
                .formatted(ofInvoice, STORY));
    stage
        .rows()
        .execute(
            """
            INSERT INTO invoice_sync (id, workspace_id, provider, organisation_id, invoice_id,
              connection_id, wanted_version, synced_version, state, priority, verify, intent_seq,
              external_id, external_number, last_synced_at, error_class, error_code, error_message,
              error_cure, attempts, created_at, updated_at)
            SELECT 'sync-' || i.invoice_id, i.workspace_id, s.provider, s.organisation_id, i.invoice_id,
              s.connection_id, i.version, i.version,
              CASE WHEN MOD(%1$s, 100) = 1 THEN 'FAILED' ELSE 'SYNCED' END, 9, FALSE, 1,
              'external-' || i.invoice_id, i.number, CURRENT_TIMESTAMP,
              CASE WHEN MOD(%1$s, 100) = 1 THEN 'FIX_MAPPING' END,
              CASE WHEN MOD(%1$s, 100) = 1 THEN 'tax-reason-not-chosen' END,
              CASE WHEN MOD(%1$s, 100) = 1 THEN '0 %% (exempt) has no tax code yet.' END,
              CASE WHEN MOD(%1$s, 100) = 1 THEN 'Choose one.' END, 0, CURRENT_TIMESTAMP,
              CURRENT_TIMESTAMP
            FROM invoice i, invoice_sync s
            WHERE i.invoice_id LIKE '%2$s-%%' AND s.invoice_id = '%3$s' AND MOD(%1$s, 10) > 0"""
                .formatted(
                    number.formatted("i.invoice_id", STORY.length() + 2), STORY, original.id()));
    stage
        .rows()
        .execute(
            """
            INSERT INTO sync_attempt (id, invoice_sync_id, workspace_id, at, version, outcome, error_message)
            SELECT id, id, workspace_id, CURRENT_TIMESTAMP - MOD(CAST(SUBSTRING(id FROM %d) AS INTEGER), 10000) * INTERVAL '1' MINUTE,
              1, state, error_message FROM invoice_sync WHERE id LIKE 'sync-%s-%%'"""
                .formatted("sync-".length() + STORY.length() + 2, STORY));
    new ManyRows(stage.rows(), stage.database()).settle();
  }

  private static Map<String, String> pages(SimulatedLedger ledger) {
    String workspace = "/console/workspaces/" + ledger.home().workspace();
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("integrations", workspace + "/connections");
    pages.put("readiness", workspace + "/connections/" + ledger.name() + "/readiness");
    pages.put("invoices", workspace + "/invoices");
    pages.put("invoices, far back", workspace + "/invoices?after=2024-02-01~many-1");
    pages.put("invoices of a client", workspace + "/invoices?q=client+42");
    pages.put("invoices, nothing found", workspace + "/invoices?q=nobody");
    pages.put("invoices that failed", workspace + "/invoices?state=FAILED");
    pages.put("invoices never synced", workspace + "/invoices?state=NEVER");
    pages.put("invoices, uncertain", workspace + "/invoices?state=UNCERTAIN");
    pages.put("one invoice", workspace + "/invoices/many-7");
    pages.put("preview", workspace + "/invoices/many-10/previews/" + ledger.name());
    pages.put("problems", workspace + "/problems");
    pages.put("activity", workspace + "/activity");
    pages.put("activity, failed", workspace + "/activity?outcome=FAILED");
    pages.put("activity, uncertain, 90 days", workspace + "/activity?outcome=UNCERTAIN&days=90");
    pages.put("back-fills", workspace + "/backfills");
    pages.put("forecast", workspace + "/backfills/" + ledger.name() + "/forecast");
    return pages;
  }

  private void report(
      Results results, BenchDatabase.Kind kind, Guest guest, String page, String path) {
    List<Duration> took = new ArrayList<>();
    for (int visit = -WARM_UP; visit < VISITS; visit++) {
      Duration one = guest.visit(path);
      if (visit >= 0) {
        took.add(one);
      }
    }
    results.add(
        name(),
        "%s, %d invoices, %s".formatted(kind, INVOICES, page),
        Percentiles.of(took).toString(),
        "%d visits".formatted(VISITS));
  }

  /** Somebody signed in, without the time that a browser takes. */
  private static final class Guest {
    private final HttpClient http =
        HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.ALWAYS)
            .build();
    private final String address;

    Guest(Stage stage) {
      address = stage.api().address();
      String made = made(stage);
      signIn(made);
      form("/console/password", Map.of("current", made, "wanted", PASSWORD));
      signIn(PASSWORD);
    }

    private static String made(Stage stage) {
      try {
        return Files.readString(stage.database().folder().resolve("first-console-password"))
            .strip();
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }

    private void signIn(String password) {
      form("/console/sign-in", Map.of("name", "admin", "password", password));
    }

    private void form(String path, Map<String, String> fields) {
      Matcher token = TOKEN.matcher(get(path).body());
      if (!token.find()) {
        throw new IllegalStateException("No form at " + path);
      }
      StringBuilder body = new StringBuilder("_csrf=" + encoded(token.group(1)));
      fields.forEach(
          (name, value) -> body.append('&').append(name).append('=').append(encoded(value)));
      send(
          HttpRequest.newBuilder(URI.create(address + path))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    Duration visit(String path) {
      long before = System.nanoTime();
      HttpResponse<String> page = get(path);
      Duration took = Duration.ofNanos(System.nanoTime() - before);
      if (page.statusCode() != 200 || page.uri().getPath().endsWith("sign-in")) {
        throw new IllegalStateException(path + ": " + page.statusCode() + " " + page.uri());
      }
      return took;
    }

    private HttpResponse<String> get(String path) {
      return send(HttpRequest.newBuilder(URI.create(address + path)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
      try {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      } catch (IOException noAnswer) {
        throw new UncheckedIOException(noAnswer);
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(stopping);
      }
    }

    private static String encoded(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
  }
}
