package io.coportal.sync.connection;

import io.coportal.sync.DatabaseUnderTest;
import io.coportal.sync.OnEachDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole server on a free port, a database of its own and a sign-in service beside it. */
// Its lanes have ledgers without routes: left running, they would fail aloud beside all later
// tests.
@DirtiesContext
@OnEachDatabase
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(RunningServer.Doubles.class)
public abstract class RunningServer {
  protected static final FakeSignIn SIGN_IN = new FakeSignIn();

  @Autowired protected JdbcClient db;
  @Autowired protected MovableClock clock;
  @Autowired protected DirectoryInMemory directory;
  @Autowired protected Heard heard;
  @LocalServerPort protected int port;

  /** What the server has told its other parts. */
  public static class Heard {
    private final List<Object> events = new CopyOnWriteArrayList<>();

    @EventListener
    void restored(ConnectionRestored event) {
      events.add(event);
    }

    @EventListener
    void closed(ConnectionClosed event) {
      events.add(event);
    }

    public List<Object> events() {
      return events;
    }
  }

  @TestConfiguration(proxyBeanMethods = false)
  static class Doubles {
    @Bean
    @Primary
    MovableClock movableClock() {
      return new MovableClock();
    }

    @Bean
    @Primary
    DirectoryInMemory directoryInMemory() {
      return new DirectoryInMemory();
    }

    @Bean
    Heard heard() {
      return new Heard();
    }
  }

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry settings) {
    Path data = folder();
    DatabaseUnderTest.fresh(data)
        .settings()
        .forEach((key, value) -> settings.add(key, () -> value));
    settings.add("coportal.encryption.keyset-file", () -> data.resolve("keyset.json"));
    settings.add("coportal.security.first-key-file", () -> data.resolve("first-api-key"));
    settings.add("coportal.connect.return-to", () -> "https://*.coportal.example");
    // These ledgers only sign in: nothing may be asked of routes that they have not.
    settings.add("coportal.poll.auto-sync-cron", () -> "0 0 0 1 1 ?");
    settings.add("coportal.sweep.period", () -> "3600000");
    settings.add("coportal.ledgers.demo.display-name", () -> "Demo Ledger");
    settings.add("coportal.ledgers.demo.api-base-url", SIGN_IN::url);
    settings.add("coportal.ledgers.demo.revocation-uri", () -> SIGN_IN.url() + "/revoke");
    settings.add("coportal.ledgers.other.display-name", () -> "Other Ledger");
    settings.add("coportal.ledgers.other.api-base-url", SIGN_IN::url);
    settings.add("coportal.ledgers.other.pkce", () -> true);
    settings.add("coportal.ledgers.other.token-headers.x-say-all", () -> "yes");
    register(settings, "demo", "demo-id");
    register(settings, "other", "other-id");
    settings.add("coportal.ledgers.bare.display-name", () -> "Bare Ledger");
    settings.add("coportal.ledgers.bare.api-base-url", SIGN_IN::url);
    register(settings, "bare", "unset");
  }

  private static void register(DynamicPropertyRegistry settings, String name, String clientId) {
    String registration = "spring.security.oauth2.client.registration." + name + ".";
    settings.add(registration + "client-id", () -> clientId);
    settings.add(registration + "client-secret", () -> "demo-secret");
    settings.add(registration + "authorization-grant-type", () -> "authorization_code");
    settings.add(registration + "redirect-uri", () -> "{baseUrl}/authorized/{registrationId}");
    settings.add(registration + "scope", () -> "offline_access,invoices");
    String provider = "spring.security.oauth2.client.provider." + name + ".";
    settings.add(provider + "authorization-uri", () -> SIGN_IN.url() + "/authorize");
    settings.add(provider + "token-uri", () -> SIGN_IN.url() + "/token");
  }

  @BeforeEach
  void quiet() {
    SIGN_IN.reset();
    directory.holds();
    heard.events().clear();
  }

  protected String workspace() {
    String id = "ws-" + UUID.randomUUID();
    db.sql(
            """
            INSERT INTO workspace (id, name, country, base_currency, payment_term_days,
              tax_registered, created_at, updated_at)
            VALUES (:id, 'Atelier Nord', 'GB', 'GBP', 30, TRUE, :now, :now)
            """)
        .param("id", id)
        .param("now", Instant.now().atOffset(ZoneOffset.UTC))
        .update();
    return id;
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("coportal-sync-test");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
