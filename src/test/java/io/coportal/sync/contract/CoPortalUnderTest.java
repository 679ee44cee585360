package io.coportal.sync.contract;

import io.coportal.sync.CoPortalSync;
import io.coportal.sync.DatabaseUnderTest;
import io.coportal.sync.ledger.OpenGates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The whole application on a free port, with a database file of its own and short waits. Started
 * once for all tests of this run and stopped with it.
 */
final class CoPortalUnderTest {
  private static final CoPortalUnderTest SHARED =
      new CoPortalUnderTest(LedgersUnderTest.ALL, Map.of());

  private final ConfigurableApplicationContext context;
  private final Map<String, Integer> redeliveries = new ConcurrentHashMap<>();
  private final int port;
  private final String key;

  private CoPortalUnderTest(List<LedgerUnderTest> ledgers, Map<String, String> more) {
    Path folder = folder();
    Path keyFile = folder.resolve("first-api-key");
    Map<String, String> settings = new LinkedHashMap<>();
    port = freePort();
    settings.put("server.port", Integer.toString(port));
    settings.put("coportal.connect.public-url", "http://localhost:" + port);
    settings.putAll(DatabaseUnderTest.fresh(folder).settings());
    settings.put("coportal.encryption.keyset-file", folder.resolve("keyset.json").toString());
    settings.put("coportal.security.first-key-file", keyFile.toString());
    // Tests beside each other cut their ledger's wire; that it counts as away has a test of its
    // own.
    settings.put("coportal.circuit.failures", "1000");
    settings.put("coportal.redelivery.delay", "50");
    settings.put("coportal.retry.first-delay", "200ms");
    settings.put("coportal.retry.longest-delay", "1s");
    settings.put("coportal.sweep.period", "200");
    settings.put("coportal.backfill.period", "200");
    settings.put("coportal.poll.auto-sync-cron", "* * * * * ?");
    settings.put("db-scheduler.polling-interval", "200ms");
    settings.put("logging.level.root", "warn");
    settings.put("spring.main.banner-mode", "off");
    ledgers.forEach(ledger -> settings.putAll(ledger.settings()));
    settings.putAll(more);
    context =
        new SpringApplicationBuilder(CoPortalSync.class)
            .run(
                settings.entrySet().stream()
                    .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                    .toArray(String[]::new));
    countRedeliveries();
    key = read(keyFile).strip();
  }

  static CoPortalUnderTest shared() {
    return SHARED;
  }

  /** One more application, with ledgers and settings of its own. */
  static CoPortalUnderTest another(List<LedgerUnderTest> ledgers, Map<String, String> settings) {
    return new CoPortalUnderTest(ledgers, settings);
  }

  void stop() {
    context.close();
  }

  Portal portal() {
    return new Portal(port, key);
  }

  /** Where health and metrics are. */
  int managementPort() {
    return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.management.port"));
  }

  CamelContext camel() {
    return context.getBean(CamelContext.class);
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Of a workspace with a single connection. */
  String connectionId(String workspace) {
    return database()
        .sql("SELECT id FROM connection WHERE workspace_id = ?")
        .param(workspace)
        .query(String.class)
        .single();
  }

  JdbcClient database() {
    return context.getBean(JdbcClient.class);
  }

  /** How often the error handler has repeated a call to this ledger since the start. */
  int redeliveries(LedgerUnderTest ledger) {
    return redeliveries.getOrDefault(ledger.name(), 0);
  }

  /** Nothing of this workspace is sent to the ledger until {@link #waitsEnd}. */
  void holdLane(LedgerUnderTest ledger, String workspaceId) {
    database()
        .sql("UPDATE connection SET blocked_until = ? WHERE provider = ? AND workspace_id = ?")
        .params(
            Instant.now().plus(Duration.ofHours(1)).atOffset(ZoneOffset.UTC),
            ledger.name(),
            workspaceId)
        .update();
  }

  /** As after the restore of an old backup: what was synced is not known any more. */
  void forgetSyncs(LedgerUnderTest ledger, String workspaceId) {
    String rows = "(SELECT id FROM invoice_sync WHERE provider = ? AND workspace_id = ?)";
    for (String table : List.of("sync_attempt", "provider_request_member")) {
      database()
          .sql("DELETE FROM " + table + " WHERE invoice_sync_id IN " + rows)
          .params(ledger.name(), workspaceId)
          .update();
    }
    database()
        .sql("DELETE FROM invoice_sync WHERE provider = ? AND workspace_id = ?")
        .params(ledger.name(), workspaceId)
        .update();
  }

  /** What is known of an organisation's accounts, tax codes and lock dates is too old. */
  void forgetReferences(LedgerUnderTest ledger, String organisation) {
    database()
        .sql("DELETE FROM ledger_reference WHERE provider = ? AND organisation_id = ?")
        .params(ledger.name(), organisation)
        .update();
  }

  /** How an organisation rounds tax is to be found out again. */
  void forgetRounding(LedgerUnderTest ledger, String organisation) {
    database()
        .sql("DELETE FROM learned_rounding WHERE provider = ? AND organisation_id = ?")
        .params(ledger.name(), organisation)
        .update();
  }

  /** What waits for this ledger's limit to end, or for a later try, need not wait any more. */
  void waitsEnd(LedgerUnderTest ledger) {
    OffsetDateTime now = Instant.now().atOffset(ZoneOffset.UTC);
    // Lanes go on last, with everything that is due together.
    database()
        .sql("UPDATE invoice_sync SET due_at = ? WHERE provider = ? AND due_at > ?")
        .params(now, ledger.name(), now)
        .update();
    database()
        .sql("SELECT id FROM connection WHERE provider = ?")
        .param(ledger.name())
        .query(String.class)
        .list()
        .forEach(connection -> OpenGates.open(context, connection));
    database()
        .sql(
            "UPDATE connection SET blocked_until = NULL WHERE provider = ? AND blocked_until IS NOT NULL")
        .param(ledger.name())
        .update();
  }

  /** Requests to this ledger without an answer were sent that much longer ago. */
  void sentEarlier(LedgerUnderTest ledger, Duration ago) {
    OffsetDateTime then = Instant.now().minus(ago).atOffset(ZoneOffset.UTC);
    database()
        .sql("UPDATE provider_request SET first_sent_at = ? WHERE provider = ? AND state = 'SENT'")
        .params(then, ledger.name())
        .update();
  }

  private void countRedeliveries() {
    camel()
        .getManagementStrategy()
        .addEventNotifier(
            new EventNotifierSupport() {
              @Override
              public void notify(CamelEvent event) {
                redeliveries.merge(provider((CamelEvent.ExchangeEvent) event), 1, Integer::sum);
              }

              @Override
              public boolean isEnabled(CamelEvent event) {
                return event instanceof CamelEvent.ExchangeRedeliveryEvent;
              }
            });
  }

  private static String provider(CamelEvent.ExchangeEvent event) {
    return event.getExchange().getVariable("provider", "", String.class);
  }

  // The address in connect links has to be known before the start.
  private static int freePort() {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("coportal-sync-contract");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
