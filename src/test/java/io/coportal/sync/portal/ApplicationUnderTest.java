package io.coportal.sync.portal;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.CoPortalSync;
import io.coportal.sync.DatabaseUnderTest;
import io.coportal.sync.connection.Browser;
import io.coportal.sync.json.ExactJson;
import io.coportal.sync.simulator.coportal.CoPortalSimulator;
import io.coportal.sync.simulator.xero.XeroSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One instance of the application between a simulated CoPortal and a simulated ledger. */
final class ApplicationUnderTest implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final ConfigurableApplicationContext context;
  private final int port = freePort();
  private final Path folder;

  /**
   * @param folder holds keyset and first key; instances on one database share it
   * @param more settings that win over the usual ones, {@code key=value}
   */
  ApplicationUnderTest(
      Path folder,
      DatabaseUnderTest database,
      CoPortalSimulator coportal,
      XeroSimulator xero,
      String... more) {
    this.folder = folder;
    context =
        new SpringApplicationBuilder(CoPortalSync.class)
            .run(
                Stream.of(Stream.of(more), settings(coportal, xero).stream(), settings(database))
                    .flatMap(each -> each)
                    .map(setting -> "--" + setting)
                    .toArray(String[]::new));
  }

  private static Stream<String> settings(DatabaseUnderTest database) {
    return database.settings().entrySet().stream()
        .map(setting -> setting.getKey() + "=" + setting.getValue());
  }

  private List<String> settings(CoPortalSimulator coportal, XeroSimulator xero) {
    String client = "spring.security.oauth2.client.";
    String ledger = "coportal.ledgers.xero.";
    String portal = "coportal.portal.";
    return new ArrayList<>(
        List.of(
            "server.port=" + port,
            "coportal.connect.public-url=http://127.0.0.1:" + port,
            "coportal.encryption.keyset-file=" + folder.resolve("keyset.json"),
            "coportal.security.first-key-file=" + folder.resolve("first-api-key"),
            "coportal.redelivery.delay=50",
            "coportal.retry.first-delay=200ms",
            "coportal.retry.longest-delay=1s",
            "coportal.sweep.period=200",
            "db-scheduler.polling-interval=200ms",
            client + "registration.xero.client-id=sim-client",
            client + "registration.xero.client-secret=sim-secret",
            client
                + "provider.xero.authorization-uri="
                + xero.baseUrl()
                + "/identity/connect/authorize",
            client + "provider.xero.token-uri=" + xero.baseUrl() + "/connect/token",
            ledger + "api-base-url=" + xero.baseUrl(),
            ledger + "revocation-uri=" + xero.baseUrl() + "/connect/revocation",
            ledger + "rules.replay-after=300ms",
            ledger + "rules.look-up-after=300ms",
            portal + "base-url=" + coportal.baseUrl(),
            portal + "auth-key=" + CoPortalSimulator.KEY,
            portal + "response-timeout-ms=1500",
            portal + "longest-answer=64KB",
            portal + "longest-pause=1s",
            portal + "pull.cron=* * * * * ?",
            portal + "pull.page-size=3",
            portal + "report.period=200",
            "logging.level.root=warn",
            "spring.main.banner-mode=off"));
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Where health and metrics are. */
  int managementPort() {
    return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.management.port"));
  }

  JdbcClient database() {
    return bean(JdbcClient.class);
  }

  /** A workspace in the United Kingdom, connected to a ledger that it feeds by itself. */
  void connect(String workspace, XeroSimulator xero, UUID organisation) {
    create(workspace);
    JsonNode link =
        send(
            "POST",
            "/workspaces/" + workspace + "/connections/xero/links",
            "{\"settings\": {\"account\": \"200\", \"autoSync\": true}}");
    var owner = new Browser(port);
    String leave = Browser.location(owner.get(URI.create(link.path("url").asText()).getPath()));
    URI consentPage = URI.create(Browser.location(owner.get(leave)));
    URI back = xero.allow(consentPage, workspace + "@owner.example", organisation);
    owner.get(Browser.location(owner.get(back.toString())));
  }

  void create(String workspace) {
    send(
        "PUT",
        "/workspaces/" + workspace,
        """
        {"name": "Studio", "country": "GB", "baseCurrency": "GBP", "paymentTermDays": 30,
         "taxRegistered": true}""");
  }

  /** The invoice with its syncs; a problem when there is none. */
  JsonNode invoice(String workspace, String id) {
    return send("GET", "/workspaces/" + workspace + "/invoices/" + id, null);
  }

  JsonNode refusals(String workspace) {
    return send("GET", "/workspaces/" + workspace + "/pull-refusals", null);
  }

  JsonNode press(String workspace, String id) {
    return send("POST", "/workspaces/" + workspace + "/invoices/" + id + "/syncs/xero", null);
  }

  JsonNode send(String method, String path, String body) {
    try {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path))
              .header(
                  "Authorization",
                  "Bearer " + Files.readString(folder.resolve("first-api-key")).strip())
              .header("Content-Type", "application/json")
              .method(
                  method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
      return ExactJson.mapper()
          .readTree(http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    context.close();
  }

  private static int freePort() {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
