package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coportal.sync.StartsApplications;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** There is more to do than there are connections to the database. */
@StartsApplications
class ConnectionPoolTest {
  private static final int CONNECTIONS = 3;
  private static final Duration WAIT = Duration.ofMillis(500);
  private static final int CLICKS = 24;

  /** A request asks for a connection a few times at most: for its key, its workspace, its work. */
  private static final Duration SOON = Duration.ofSeconds(30);

  private static final List<LedgerUnderTest> LEDGERS = LedgersUnderTest.another();
  private static CoPortalUnderTest application;

  @BeforeAll
  static void start() {
    application =
        CoPortalUnderTest.another(
            LEDGERS,
            Map.of(
                "spring.datasource.hikari.maximum-pool-size", Integer.toString(CONNECTIONS),
                "spring.datasource.hikari.connection-timeout", Long.toString(WAIT.toMillis())));
  }

  @AfterAll
  static void stop() {
    if (application != null) {
      application.stop();
    }
  }

  static Stream<LedgerUnderTest> ledgers() {
    return LEDGERS.stream();
  }

  @ParameterizedTest
  @MethodSource("ledgers")
  void whoFindsNoneIsAskedToComeAgainAndWhatWasAcceptedGoesOn(LedgerUnderTest ledger)
      throws SQLException {
    PortalWorkspace workspace = connected("busy", ledger);
    TestInvoice before = TestInvoice.plain();
    TestInvoice meanwhile = TestInvoice.plain();
    assertThat(workspace.put(before).status()).isEqualTo(201);

    List<Connection> taken = takeAll();
    Portal.Answer refused;
    long begun = System.nanoTime();
    try {
      refused = workspace.put(meanwhile);
    } finally {
      release(taken);
    }

    assertThat(refused.status()).as(refused.text()).isEqualTo(503);
    assertThat(refused.json().path("code").asText()).isEqualTo("database-away");
    assertThat(refused.headers().firstValue("Retry-After")).contains("5");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
    assertThat(workspace.put(meanwhile).status()).isEqualTo(201);
    for (TestInvoice each : List.of(before, meanwhile)) {
      workspace.synced(each);
      assertThat(ledger.invoices(each.number())).hasSize(1);
    }
    workspace.disconnect();
  }

  /** No step needs a second connection while it holds one, or all would wait for each other. */
  @Test
  void manyClicksAtOnceShareTheFew() {
    List<Click> clicks =
        LEDGERS.stream()
            .map(ledger -> new Office(connected("few", ledger), ledger))
            .flatMap(office -> Stream.generate(office::click).limit(CLICKS))
            .toList();

    CompletableFuture.allOf(
            clicks.stream()
                .map(
                    click ->
                        CompletableFuture.runAsync(click::press, work -> new Thread(work).start()))
                .toArray(CompletableFuture[]::new))
        .join();

    for (Click click : clicks) {
      click.office().workspace().await(click.invoice().id(), "SYNCED");
      assertThat(click.office().ledger().invoices(click.invoice().number())).hasSize(1);
    }
    clicks.stream()
        .map(Click::office)
        .distinct()
        .forEach(office -> office.workspace().disconnect());
  }

  private record Office(PortalWorkspace workspace, LedgerUnderTest ledger) {
    Click click() {
      return new Click(this, TestInvoice.plain());
    }
  }

  private record Click(Office office, TestInvoice invoice) {
    /** Until it is taken on. */
    void press() {
      await().until(() -> office.workspace().put(invoice).status() / 100 == 2);
      await().until(() -> office.workspace().ask(invoice.id()).status() / 100 == 2);
    }
  }

  private static PortalWorkspace connected(String name, LedgerUnderTest ledger) {
    return PortalWorkspace.created(
            application.portal(), name + "-" + LEDGERS.indexOf(ledger), ledger)
        .connect();
  }

  private static List<Connection> takeAll() {
    DataSource pool = application.bean(DataSource.class);
    List<Connection> taken = new ArrayList<>();
    await()
        .ignoreExceptions()
        .until(
            () -> {
              taken.add(pool.getConnection());
              return taken.size() == CONNECTIONS;
            });
    return taken;
  }

  private static void release(List<Connection> taken) throws SQLException {
    for (Connection connection : taken) {
      connection.close();
    }
  }
}
