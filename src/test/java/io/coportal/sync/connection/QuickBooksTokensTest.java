package io.coportal.sync.connection;

import static io.coportal.sync.connection.Browser.location;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.coportal.sync.simulator.JournalEntry;
import io.coportal.sync.simulator.quickbooks.QuickBooksSimulator;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Tokens of a ledger that rotates about daily and takes a replaced refresh token no more, over HTTP
 * against its simulator.
 */
@ExtendWith(OutputCaptureExtension.class)
@Isolated("reads the console, and what it starts is shared")
class QuickBooksTokensTest extends RunningServer {
  private static final QuickBooksSimulator LEDGER = QuickBooksSimulator.start(0);
  private static final String NAME = "quickbooks";
  private static final String ADA = "ada@owner.example";
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  @Autowired private Connections connections;
  @Autowired private GrantStore grants;
  @Autowired private TokenBroker broker;
  private String workspace;
  private Connection connection;

  @DynamicPropertySource
  static void quickBooks(DynamicPropertyRegistry settings) {
    QuickBooksSettings.add(settings, LEDGER);
  }

  @BeforeEach
  void connect() {
    LEDGER.journal().clear();
    workspace = workspace();
    connection = connected(workspace);
  }

  @Test
  void theFirstAnswerSaysAlreadyWhenTheConsentEnds() {
    assertThat(tokenCalls()).hasSize(1);
    assertThat(tokenCalls().get(0).header("X-Include-Refresh-Token-Hard-Expires-In"))
        .isEqualTo("true");
    assertThat(tokenCalls().get(0).header("Accept")).startsWith("application/json");
    ConnectionView view = connections.get(workspace, NAME);
    assertThat(view.accessDeadline())
        .isCloseTo(clock.instant().plusSeconds(8_726_400), within(1, ChronoUnit.MINUTES));
    assertThat(view.accessEnds())
        .isCloseTo(clock.instant().plus(Duration.ofDays(5 * 365)), within(1, ChronoUnit.MINUTES));
  }

  @Test
  void theEndOfAConsentDoesNotMoveWithItsUseButWithAReconnect() {
    ConnectionView before = connections.get(workspace, NAME);
    pass(Duration.ofDays(30));
    broker.accessToken(connection.id());

    ConnectionView after = connections.get(workspace, NAME);
    assertThat(tokenCalls().get(1).header("X-Include-Refresh-Token-Hard-Expires-In"))
        .isEqualTo("true");
    assertThat(after.accessEnds()).isCloseTo(before.accessEnds(), within(1, ChronoUnit.MINUTES));
    assertThat(after.accessDeadline())
        .isCloseTo(
            before.accessDeadline().plus(Duration.ofDays(30)), within(1, ChronoUnit.MINUTES));

    walk(workspace, connection.organisationId());
    assertThat(connections.get(workspace, NAME).accessEnds())
        .isCloseTo(before.accessEnds().plus(Duration.ofDays(30)), within(1, ChronoUnit.MINUTES));
  }

  @Test
  void withinADayTheSameRefreshTokenComesBackAndIsKept() {
    String first = storedRefreshToken();
    pass(HOUR);
    AccessToken second = broker.accessToken(connection.id());
    assertThat(storedRefreshToken()).isEqualTo(first);
    pass(HOUR);
    assertThat(broker.accessToken(connection.id()).text()).isNotEqualTo(second.text());
    assertThat(storedRefreshToken()).isEqualTo(first);
    assertThat(state()).isEqualTo(ConnectionState.CONNECTED);
  }

  @Test
  void aNewRefreshTokenIsStoredBeforeTheAccessTokenIsHandedOut() {
    String first = storedRefreshToken();
    pass(DAY);
    broker.accessToken(connection.id());
    String second = storedRefreshToken();
    assertThat(second).isNotEqualTo(first);

    pass(HOUR);
    broker.accessToken(connection.id());
    assertThat(tokenCalls()).extracting(JournalEntry::status).containsOnly(200);
    assertThat(tokenCalls().get(2).body()).contains(second).doesNotContain(first);
  }

  @Test
  void fiveWorkersAtOnceRotateOnce() throws Exception {
    pass(DAY);
    assertThat(AtOnce.results(5, () -> broker.accessToken(connection.id()).text()).stream())
        .containsOnly(broker.accessToken(connection.id()).text());
    assertThat(tokenCalls()).hasSize(2);
    pass(HOUR);
    broker.accessToken(connection.id());
    assertThat(state()).isEqualTo(ConnectionState.CONNECTED);
  }

  @Test
  void aReplacedRefreshTokenIsRefusedForGood() {
    byte[] replaced = grants.find(connection.grantId()).orElseThrow().refreshToken();
    pass(DAY);
    broker.accessToken(connection.id());
    // As if this server had died between the answer and its commit.
    db.sql("UPDATE token_grant SET refresh_token = :old WHERE id = :id")
        .param("old", replaced)
        .param("id", connection.grantId())
        .update();
    pass(HOUR);
    assertReconnectNeeded();
  }

  @Test
  void aWithdrawnConsentAsksForAReconnectWhichMendsIt(CapturedOutput log) {
    String refreshToken = storedRefreshToken();
    LEDGER.revokeGrant();
    assertThatThrownBy(() -> broker.refreshAfterRejection(connection.id(), 0))
        .isInstanceOf(ReconnectNeeded.class);
    assertReconnectNeeded();
    assertThat(log)
        .containsPattern(
            "quickbooks did not refresh a grant: \\[invalid_grant] HTTP 400, intuit_tid 1-")
        .doesNotContain(refreshToken, "sim-secret");
    assertThat(connections.get(workspace, NAME).cure()).isEqualTo(ReconnectNeeded.CURE);

    walk(workspace, connection.organisationId());
    assertThat(state()).isEqualTo(ConnectionState.CONNECTED);
    assertThat(connections.byId(connection.id()).grantId()).isNotEqualTo(connection.grantId());
    assertThat(heard.events()).contains(new ConnectionRestored(connection.id()));
  }

  @Test
  void aDisconnectGivesTheGrantBackAndLeavesOtherOwnersAlone() {
    Connection other = connected(workspace());
    String refreshToken = storedRefreshToken();
    connections.disconnect(workspace, NAME);

    List<JournalEntry> revocations =
        LEDGER.journal().requests(entry -> entry.target().endsWith("/tokens/revoke"));
    assertThat(revocations).hasSize(1);
    assertThat(revocations.get(0).status()).isEqualTo(200);
    assertThat(revocations.get(0).body()).contains("token=" + refreshToken);
    assertThat(grants.find(connection.grantId()).orElseThrow().refreshToken()).isNull();

    pass(DAY);
    assertThat(broker.accessToken(other.id()).rotation()).isEqualTo(1);
  }

  // The simulator ends everything that came of a code when the code comes a second time.
  @RepeatedTest(5)
  void twoCallbacksAtOnceExchangeTheCodeOnce() throws Exception {
    LEDGER.journal().clear();
    String another = workspace();
    directory.holds(organisation(UUID.randomUUID().toString()));
    Browser owner = new Browser(port);
    URI back = consent(owner, another);

    List<Integer> answers =
        AtOnce.results(2, () -> owner.get(back.toString())).stream()
            .map(HttpResponse::statusCode)
            .toList();

    assertThat(answers).containsExactlyInAnyOrder(302, 400);
    assertThat(tokenCalls()).extracting(JournalEntry::status).containsExactly(200);
    assertThat(owner.get("/authorized/" + NAME).statusCode()).isEqualTo(303);
    assertThat(owner.get(back.toString()).statusCode()).isEqualTo(400);
    pass(HOUR);
    Connection made = connections.connected(another, NAME).orElseThrow();
    assertThat(broker.accessToken(made.id()).rotation()).isEqualTo(1);
  }

  private void pass(Duration time) {
    clock.pass(time);
    LEDGER.clock().advance(time);
  }

  private Connection connected(String workspaceId) {
    walk(workspaceId, UUID.randomUUID().toString());
    return connections.connected(workspaceId, NAME).orElseThrow();
  }

  private void walk(String workspaceId, String organisation) {
    directory.holds(organisation(organisation));
    Browser owner = new Browser(port);
    owner.get(location(owner.get(consent(owner, workspaceId).toString())));
  }

  private URI consent(Browser owner, String workspaceId) {
    ConnectLink link = connections.createLink(workspaceId, NAME, null, null);
    return LEDGER.allow(owner.toConsentPage(link), ADA, QuickBooksSimulator.UNITED_KINGDOM);
  }

  private static Organisation organisation(String id) {
    return new Organisation(id, "Nord Ltd", "GB", "GBP", null);
  }

  private String storedRefreshToken() {
    return grants.refreshToken(grants.find(connection.grantId()).orElseThrow());
  }

  private ConnectionState state() {
    return connections.get(workspace, NAME).state();
  }

  private void assertReconnectNeeded() {
    assertThatThrownBy(() -> broker.accessToken(connection.id()))
        .isInstanceOf(ReconnectNeeded.class);
    assertThat(state()).isEqualTo(ConnectionState.RECONNECT);
  }

  private static List<JournalEntry> tokenCalls() {
    return LEDGER.journal().requests(entry -> entry.target().endsWith("/tokens/bearer"));
  }
}
