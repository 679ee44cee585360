package io.coportal.sync.contract;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.contract.LedgerUnderTest.SampleBooks;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Invoices by chance through routes and simulator, in all countries and with each cure for totals
 * that the ledger rounds otherwise. What the ledger shows at the end is held against what CoPortal
 * shows.
 */
final class Numbers {
  private static final int AT_ONCE = 400;
  private static final int CALLERS = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final AtomicInteger WORKSPACES = new AtomicInteger();

  /** What the owner has chosen; null: nothing. */
  private enum Choice {
    NONE(null),
    ACCEPT("\"accept\""),
    LINE("\"line\"");

    private final String cure;

    Choice(String cure) {
      this.cure = cure;
    }
  }

  private final CoPortalUnderTest application;
  private final LedgerUnderTest ledger;
  private final long seed;
  private final NumbersVerdict verdict = new NumbersVerdict();

  Numbers(CoPortalUnderTest application, LedgerUnderTest ledger, long seed) {
    this.application = application;
    this.ledger = ledger;
    this.seed = seed;
  }

  /**
   * @param count of all invoices together
   */
  NumbersVerdict push(int count) {
    int each = Math.max(1, count / (Country.values().length * Choice.values().length));
    for (Country country : Country.values()) {
      for (Choice choice : Choice.values()) {
        push(country, choice, each);
      }
    }
    return verdict;
  }

  private void push(Country country, Choice choice, int count) {
    SampleBooks books = ledger.booksOf(country.books()).orElseThrow();
    int workspaceNumber = WORKSPACES.incrementAndGet();
    PortalWorkspace workspace =
        new PortalWorkspace(application.portal(), "numbers-" + workspaceNumber, ledger);
    workspace.describe(
        """
        {"name": "%s", "country": "%s", "baseCurrency": "%s", "paymentTermDays": 30,
         "taxRegistered": true}"""
            .formatted(workspace.id(), country.code(), country.currency()));
    workspace.connect(books.organisation(), books.settings());
    workspace.change(
        "{\"autoSync\": true, \"totalsCure\": %s, \"totalsLimit\": %d, \"roundingAccount\": %s}"
            .formatted(choice.cure, country.totalsLimit(), books.roundingAccount(ledger)));
    var random =
        new Random(
            new SplittableRandom(seed + country.ordinal() * 10L + choice.ordinal()).nextLong());
    for (int from = 0; from < count; from += AT_ONCE) {
      List<GeneratedInvoice> invoices = new ArrayList<>();
      for (int n = from; n < Math.min(count, from + AT_ONCE); n++) {
        invoices.add(GeneratedInvoice.of(workspaceNumber + "-" + n, country, random));
      }
      put(workspace, invoices);
      awaitOver(workspace);
      invoices.forEach(invoice -> judge(workspace, books, country, choice, invoice));
      ledger.journal().clear();
    }
    workspace.disconnect();
  }

  private static void put(PortalWorkspace workspace, List<GeneratedInvoice> invoices) {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try {
      List<Future<?>> answers = new ArrayList<>();
      invoices.forEach(
          invoice ->
              answers.add(
                  callers.submit(
                      () -> {
                        Portal.Answer answer = workspace.put(invoice.id(), invoice.json());
                        if (answer.status() != 201) {
                          throw new IllegalStateException(answer.text() + invoice.json());
                        }
                      })));
      for (Future<?> answer : answers) {
        answer.get();
      }
    } catch (InterruptedException | ExecutionException failed) {
      throw new IllegalStateException(failed);
    } finally {
      callers.shutdown();
    }
  }

  private void awaitOver(PortalWorkspace workspace) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () ->
                application
                        .database()
                        .sql(
                            """
                            SELECT COUNT(*) FROM invoice_sync
                            WHERE workspace_id = ? AND due_at IS NOT NULL""")
                        .param(workspace.id())
                        .query(Integer.class)
                        .single()
                    == 0);
  }

  private void judge(
      PortalWorkspace workspace,
      SampleBooks books,
      Country country,
      Choice choice,
      GeneratedInvoice invoice) {
    List<BookedInvoice> booked = ledger.invoices(books.organisation(), invoice.number());
    JsonNode sync = workspace.read(invoice.id());
    String state = sync.path("state").asText();
    String code = sync.path("error").path("code").asText();
    if (state.equals("FAILED") && code.equals("totals-differ") && booked.isEmpty()) {
      verdict.held(choice == Choice.NONE || noLineCures(country, choice), sync, invoice);
    } else if (!state.equals("SYNCED") || booked.size() != 1) {
      verdict.wrong(sync, invoice);
    } else {
      compare(booked.get(0), country, choice, sync, invoice);
    }
  }

  /** Ledgers keep two decimals; what is missing in the third cannot be made up for by a line. */
  private static boolean noLineCures(Country country, Choice choice) {
    return choice == Choice.LINE && country.decimals() > 2;
  }

  private void compare(
      BookedInvoice booked,
      Country country,
      Choice choice,
      JsonNode sync,
      GeneratedInvoice invoice) {
    boolean sameTotal = booked.total().compareTo(invoice.total()) == 0;
    boolean same =
        sameTotal
            && booked.subtotal().compareTo(invoice.subtotal()) == 0
            && booked.taxTotal().compareTo(invoice.taxTotal()) == 0;
    BigDecimal apart = booked.total().subtract(invoice.total()).abs();
    boolean roundingLine = booked.lines().size() == invoice.lines() + 1;
    if (same && !roundingLine) {
      verdict.toTheCent();
    } else if (choice == Choice.LINE && sameTotal) {
      verdict.byLine();
    } else if (choice == Choice.ACCEPT && apart.compareTo(country.mostApart()) <= 0) {
      verdict.accepted();
    } else {
      verdict.wrong(sync, invoice);
    }
  }
}
