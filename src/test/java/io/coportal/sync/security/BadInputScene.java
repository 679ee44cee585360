package io.coportal.sync.security;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.CoPortalSync;
import io.coportal.sync.DatabaseUnderTest;
import io.coportal.sync.connection.Browser;
import io.coportal.sync.ledger.OpenGates;
import io.coportal.sync.simulator.xero.XeroSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The whole application, one workspace of it connected to a simulated ledger behind TLS. Everything
 * it answers and logs is kept. Started once for all rows.
 */
final class BadInputScene {
  static final String WORKSPACE = "harbour";
  private static final String TRUST = "javax.net.ssl.trustStore";
  private static final BadInputScene SHARED = new BadInputScene();

  private final AtomicInteger counter = new AtomicInteger();
  private final TestIssuer issuer = new TestIssuer();
  private final XeroSimulator xero = XeroSimulator.start(0);
  private final List<Answer> answers = new CopyOnWriteArrayList<>();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final int port = freePort();
  private final TlsFront front;
  private final ConfigurableApplicationContext context;
  private volatile String key;

  private BadInputScene() {
    Path folder = folder();
    TestCertificates certificates = new TestCertificates(folder);
    front = front(xero.baseUrl(), certificates);
    xero.limits().off();
    context = started(folder, certificates);
    log.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
    log.start();
    ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME))
        .addAppender(log);
    key = key(null);
    workspace(WORKSPACE);
    connect();
  }

  static BadInputScene shared() {
    return SHARED;
  }

  XeroSimulator xero() {
    return xero;
  }

  /** Whose access tokens are taken beside API keys. */
  TestIssuer issuer() {
    return issuer;
  }

  TlsFront front() {
    return front;
  }

  int port() {
    return port;
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  JdbcClient database() {
    return bean(JdbcClient.class);
  }

  /** An install-wide key with every scope. */
  String key() {
    return key;
  }

  /** Each row has a budget of its own. */
  void renewKey() {
    key = key(null);
  }

  /** A new key with every scope; of all workspaces without one. */
  String key(String workspace) {
    return bean(ApiKeys.class).create("test", workspace, EnumSet.allOf(Scope.class), null).token();
  }

  String workspace(String id) {
    call(
            "PUT",
            "/workspaces/" + id,
            "{\"name\": \""
                + id
                + "\", \"country\": \"GB\","
                + " \"baseCurrency\": \"GBP\", \"paymentTermDays\": 30, \"taxRegistered\": true}")
        .accepted();
    return id;
  }

  /** A name that no other row has. */
  String unique(String prefix) {
    return prefix + "-" + counter.incrementAndGet();
  }

  void connect() {
    Answer link =
        call(
            "POST",
            "/workspaces/" + WORKSPACE + "/connections/xero/links",
            "{\"settings\": {\"account\": \"200\"}}");
    URI address = URI.create(link.json().path("url").asText());
    Browser owner = new Browser(port);
    String leave = Browser.location(owner.get(address.getPath()));
    URI consentPage = URI.create(Browser.location(owner.get(leave)));
    URI back = xero.allow(consentPage, "ada@owner.example", XeroSimulator.UNITED_KINGDOM);
    owner.get(Browser.location(owner.get(back.toString())));
    assertThat(connection().path("state").asText()).isEqualTo("CONNECTED");
  }

  JsonNode connection() {
    return call("GET", "/workspaces/" + WORKSPACE + "/connections/xero", null).json();
  }

  Answer call(String method, String path, String body, String... headers) {
    List<String> all = new ArrayList<>(List.of("Content-Type: application/json"));
    all.addAll(List.of(headers));
    return callAs(key, method, path, body, all.toArray(String[]::new));
  }

  /** Only these headers beside the key and the length. */
  Answer callAs(String who, String method, String path, String body, String... headers) {
    byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
    Stream<String> ours =
        Stream.of("Authorization: Bearer " + who, "Content-Length: " + bytes.length);
    return kept(
        new RawHttp(port)
            .send(
                method + " /api/v1" + path + " HTTP/1.1",
                bytes,
                Stream.concat(ours, Stream.of(headers)).toArray(String[]::new)));
  }

  Answer raw(String requestLine, byte[] body, String... headers) {
    return kept(new RawHttp(port).send(requestLine, body, headers));
  }

  /** What whoever watches this server reads. */
  Answer management(String path) {
    int watched =
        Integer.parseInt(context.getEnvironment().getRequiredProperty("local.management.port"));
    return new RawHttp(watched).send("GET " + path + " HTTP/1.1");
  }

  private Answer kept(Answer answer) {
    answers.add(answer);
    return answer;
  }

  List<Answer> answers() {
    return answers;
  }

  /** Log lines since the start, each with its failure's text. */
  List<String> logged() {
    return List.copyOf(log.list).stream()
        .map(
            event ->
                event.getFormattedMessage()
                    + " "
                    + event.getMDCPropertyMap()
                    + (event.getThrowableProxy() == null
                        ? ""
                        : ch.qos.logback.classic.spi.ThrowableProxyUtil.asString(
                            event.getThrowableProxy())))
        .toList();
  }

  /** What waits for a limit or a later try need not wait any more. */
  void waitsEnd() {
    var now = Instant.now().atOffset(ZoneOffset.UTC);
    database().sql("UPDATE connection SET blocked_until = NULL").update();
    database()
        .sql("SELECT id FROM connection")
        .query(String.class)
        .list()
        .forEach(connection -> OpenGates.open(context, connection));
    database().sql("UPDATE invoice_sync SET due_at = ? WHERE due_at > ?").params(now, now).update();
  }

  private ConfigurableApplicationContext started(Path folder, TestCertificates certificates) {
    System.setProperty(TRUST, certificates.trustStore().toString());
    System.setProperty(TRUST + "Password", certificates.password());
    try {
      return new SpringApplicationBuilder(CoPortalSync.class)
          .run(
              settings(folder).entrySet().stream()
                  .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                  .toArray(String[]::new));
    } finally {
      System.clearProperty(TRUST);
      System.clearProperty(TRUST + "Password");
    }
  }

  private Map<String, String> settings(Path folder) {
    String client = "spring.security.oauth2.client.";
    String ledger = "coportal.ledgers.xero.";
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("server.port", Integer.toString(port));
    settings.put("coportal.connect.public-url", "http://localhost:" + port);
    settings.putAll(DatabaseUnderTest.fresh(folder).settings());
    settings.put("coportal.encryption.keyset-file", folder.resolve("keyset.json").toString());
    settings.put("coportal.security.first-key-file", folder.resolve("first-api-key").toString());
    settings.put("coportal.security.jwt.issuer", TestIssuer.NAME);
    settings.put("coportal.security.jwt.audience", TestIssuer.AUDIENCE);
    settings.put("coportal.security.jwt.jwk-set-uri", issuer.keys().toString());
    settings.put("coportal.security.requests-per-second", "20");
    settings.put("coportal.security.request-burst", "100");
    settings.put("coportal.security.longest-upload", "2s");
    settings.put("server.tomcat.connection-timeout", "1s");
    // More rows are tried in a minute than the ledger would take, whose own limits are off as well.
    settings.put("coportal.ledgers.xero.limits.organisation-minute.calls", "100000");
    settings.put("coportal.circuit.failures", "1000");
    settings.put("coportal.redelivery.delay", "50");
    settings.put("coportal.retry.first-delay", "100ms");
    settings.put("coportal.retry.longest-delay", "1s");
    settings.put("coportal.sweep.period", "100");
    settings.put("db-scheduler.polling-interval", "50ms");
    settings.put("spring.main.banner-mode", "off");
    settings.put(client + "registration.xero.client-id", "sim-client");
    settings.put(client + "registration.xero.client-secret", "sim-secret");
    settings.put(
        client + "provider.xero.authorization-uri", xero.baseUrl() + "/identity/connect/authorize");
    settings.put(client + "provider.xero.token-uri", xero.baseUrl() + "/connect/token");
    settings.put(ledger + "api-base-url", front.baseUrl().toString());
    settings.put(ledger + "revocation-uri", xero.baseUrl() + "/connect/revocation");
    settings.put(ledger + "response-timeout-ms", "2500");
    settings.put(ledger + "rules.replay-after", "100ms");
    settings.put(ledger + "rules.look-up-after", "100ms");
    return settings;
  }

  private static TlsFront front(URI behind, TestCertificates certificates) {
    try {
      return new TlsFront(behind, certificates);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // The address in connect links has to be known before the start.
  private static int freePort() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("coportal-sync-bad-input");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
