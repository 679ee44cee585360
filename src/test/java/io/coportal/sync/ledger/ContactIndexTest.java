package io.coportal.sync.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.OnEachDatabase;
import io.coportal.sync.TestDatabase;
import io.coportal.sync.connection.Connection;
import io.coportal.sync.connection.ConnectionClosed;
import io.coportal.sync.connection.ConnectionSettings;
import io.coportal.sync.connection.ConnectionState;
import io.coportal.sync.connection.MovableClock;
import io.coportal.sync.connection.TestCipher;
import io.coportal.sync.json.ExactJson;
import io.coportal.sync.ledger.ContactIndex.Sought;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

@OnEachDatabase
class ContactIndexTest {
  private static final Duration MAX_AGE = Duration.ofHours(24);
  private static final Duration FRESH_FOR = Duration.ofMinutes(5);
  private static final Connection HARBOUR = connection("harbour");
  private static final Connection MILL = connection("mill");

  private final TestDatabase database = TestDatabase.fresh();
  private final MovableClock clock = new MovableClock();
  @TempDir private Path folder;
  private ContactIndex index;

  @BeforeEach
  void start() {
    index = started();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void findsAContactByNumberByEmailInAnotherCaseAndByNameWithBlanks() {
    read(
        HARBOUR,
        contact("a", "cp-1", "Harbour Ltd", "AP@harbour.example"),
        contact("b", null, " Söhne & \tCo ", ""),
        contact("c", null, null, null));

    assertThat(seek(sought("cp-1", null))).containsExactly("a");
    assertThat(seek(sought("CP-1", null))).isEmpty();
    assertThat(seek(sought("cp-9", " ap@HARBOUR.example"))).containsExactly("a");
    assertThat(seek(sought("cp-9", "", "Mill", "SÖHNE & CO"))).containsExactly("b");
    assertThat(seek(sought(null, "harbour ltd", "cp-1"))).isEmpty();
  }

  @Test
  void readsWhatAClientIsRecognisedByFromAWantedContact() throws Exception {
    JsonNode wanted =
        ExactJson.read(
            """
            {"number": "cp-1", "name": "Harbour", "names": ["Harbour", "Harbour (GBP)"],
             "email": "ap@harbour.example", "clientId": "cl-1"}""");
    assertThat(Sought.of(wanted))
        .isEqualTo(sought("cp-1", "ap@harbour.example", "Harbour", "Harbour (GBP)"));
  }

  @ParameterizedTest
  @CsvSource({
    "İstanbul, istanbul",
    "KISS, \u212A\u0131\u017F\u017F",
    "I\u0307, i\u0307",
    "José, JOSE",
    "Øre  og\u00A0Øye, øre og øye"
  })
  void missesNothingThatTheMatchingOrTheLedgerTakesForEqual(String held, String wanted) {
    read(HARBOUR, contact("a", null, held, null));
    assertThat(seek(sought(null, null, wanted))).containsExactly("a");
  }

  @Test
  void findsAllContactsThatShareAKeyAndAnswersForManyAtOnce() {
    read(
        HARBOUR,
        contact("a", "cp-1", "Harbour Ltd", "one@example.com"),
        contact("b", null, "Another", "one@example.com"),
        contact("c", null, "HARBOUR LTD", null));
    Sought harbour = sought("cp-1", "one@example.com", "Harbour Ltd");
    Sought nobody = sought("cp-2", "two@example.com", "Nobody");
    Sought another = sought("cp-3", null, "Another");

    assertThat(index.mayBe(HARBOUR, List.of(harbour, nobody, another)))
        .isEqualTo(Map.of(harbour, Set.of("a", "b", "c"), nobody, Set.of(), another, Set.of("b")));
  }

  @Test
  void answersForMoreThanOneStatementHolds() {
    JsonNode[] contacts =
        IntStream.range(0, 2300)
            .mapToObj(n -> contact("id-" + n, "cp-" + n, "Client " + n, n + "@example.com"))
            .toArray(JsonNode[]::new);
    read(HARBOUR, contacts);

    List<Sought> sought =
        IntStream.range(0, 2300)
            .mapToObj(n -> sought("cp-" + n, n + "@example.com", "client " + n))
            .toList();
    Map<Sought, Set<String>> found = index.mayBe(HARBOUR, sought);

    assertThat(found).hasSize(2300);
    assertThat(found.get(sought.get(1704))).containsExactly("id-1704");
    assertThat(found.values()).allMatch(ids -> ids.size() == 1);
  }

  @Test
  void asksForAllContactsPageByPageAndThenForNothing() {
    JsonNode first = index.question(HARBOUR);
    assertThat(first.path("page").asInt()).isEqualTo(1);
    assertThat(first.path("size").asInt()).isEqualTo(1000);
    assertThat(first.path("firstRow").asInt()).isEqualTo(1);
    assertThat(first.get("modifiedSince").isNull()).isTrue();

    JsonNode second = index.take(HARBOUR, first, page(true, contact("a", "cp-1", "A", null)));
    assertThat(second.path("page").asInt()).isEqualTo(2);
    assertThat(second.path("firstRow").asInt()).isEqualTo(1001);

    assertThat(index.take(HARBOUR, second, page(false, contact("b", "cp-2", "B", null)))).isNull();
    assertThat(index.question(HARBOUR)).isNull();
    assertThat(seek(sought("cp-1", null, "B"))).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void neverTakesHalfAReadingForAWhole() {
    assertThatThrownBy(() -> seek(sought("cp-1", null))).isInstanceOf(IllegalStateException.class);
    JsonNode question = index.question(HARBOUR);
    index.take(HARBOUR, question, page(true, contact("a", "cp-1", "A", null)));

    assertThatThrownBy(() -> seek(sought("cp-1", null))).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void goesOnWhereAReadingBrokeOffUnlessThatIsLongAgo() {
    JsonNode second =
        index.take(HARBOUR, index.question(HARBOUR), page(true, contact("a", "cp-1", "A", null)));

    assertThat(index.question(HARBOUR)).isEqualTo(second);
    index.take(HARBOUR, second, page(true));
    assertThat(index.question(HARBOUR).path("page").asInt()).isEqualTo(3);
    index.take(HARBOUR, second, page(true));
    assertThat(index.question(HARBOUR).path("page").asInt()).isEqualTo(3);

    clock.pass(MAX_AGE.dividedBy(2).plusSeconds(1));
    assertThat(index.question(HARBOUR).path("page").asInt()).isEqualTo(1);
  }

  @Test
  void anOldIndexStandsUntilTheNextIsCompleteAndIsReplacedThen() {
    read(HARBOUR, contact("a", "cp-1", "A", null));
    clock.pass(MAX_AGE.plusSeconds(1));
    JsonNode first = index.question(HARBOUR);
    assertThat(first.get("modifiedSince").isNull()).isTrue();
    JsonNode second = index.take(HARBOUR, first, page(true, contact("b", "cp-2", "B", null)));

    assertThat(seek(sought("cp-1", null))).containsExactly("a");
    assertThat(seek(sought("cp-2", null))).isEmpty();
    index.take(HARBOUR, second, page(false));

    assertThat(seek(sought("cp-1", null))).isEmpty();
    assertThat(seek(sought("cp-2", null))).containsExactly("b");
    assertThat(count("ledger_contact_index")).isEqualTo(1);
  }

  @Test
  void ofTwoReadingsAtOnceTheLaterStands() {
    JsonNode earlier = index.question(HARBOUR);
    clock.pass(MAX_AGE.dividedBy(2).plusSeconds(1));
    JsonNode later = index.question(HARBOUR);
    index.take(HARBOUR, later, page(false, contact("b", "cp-2", "B", null)));

    assertThat(index.take(HARBOUR, earlier, page(true, contact("a", "cp-1", "A", null)))).isNull();
    assertThat(seek(sought("cp-1", null))).isEmpty();
    assertThat(seek(sought("cp-2", null))).containsExactly("b");
  }

  @Test
  void asksForWhatHasChangedAndTakesItAtOnce() {
    read(HARBOUR, contact("a", "cp-1", "Old", null), contact("b", "cp-2", "B", null));
    Instant read = clock.instant();
    clock.pass(FRESH_FOR.plusSeconds(1));

    JsonNode question = index.question(HARBOUR);
    assertThat(Instant.parse(question.path("modifiedSince").asText()))
        .isBetween(read.minus(Duration.ofMinutes(6)), read.minus(Duration.ofMinutes(5)));
    assertThat(question.path("page").asInt()).isEqualTo(1);
    JsonNode next = index.take(HARBOUR, question, page(true, contact("a", "cp-1", "New", null)));
    assertThat(next.path("modifiedSince")).isEqualTo(question.path("modifiedSince"));
    assertThat(seek(sought(null, null, "Old"))).isEmpty();
    assertThat(seek(sought(null, null, "New"))).containsExactly("a");
    assertThat(seek(sought("cp-2", null))).containsExactly("b");
    assertThat(index.question(HARBOUR)).isNotNull();

    index.take(HARBOUR, next, page(false, contact("c", "cp-3", "C", null)));
    assertThat(index.question(HARBOUR)).isNull();
    assertThat(seek(sought("cp-3", null))).containsExactly("c");

    clock.pass(MAX_AGE.minus(FRESH_FOR));
    assertThat(index.question(HARBOUR).get("modifiedSince").isNull()).isTrue();
  }

  @Test
  void knowsWhatWeCreateAtOnceAlsoInAReadingThatGoesOn() {
    Sought created = sought("cp-9", "new@example.com", "New", "New (GBP)");
    read(HARBOUR);
    clock.pass(MAX_AGE.plusSeconds(1));
    JsonNode question = index.question(HARBOUR);
    index.add(HARBOUR, Map.of("n", created));
    assertThat(seek(sought(null, "NEW@example.com"))).containsExactly("n");

    index.take(HARBOUR, question, page(false));
    assertThat(seek(sought("cp-9", null))).containsExactly("n");
    assertThat(seek(sought(null, null, "new (gbp)"))).containsExactly("n");
  }

  @Test
  void neverSeesTheContactsOfAnotherOrganisation() {
    read(HARBOUR, contact("a", "cp-1", "A", "a@example.com"));
    assertThatThrownBy(() -> index.mayBe(MILL, List.of(sought("cp-1", null))))
        .isInstanceOf(IllegalStateException.class);
    read(MILL, contact("m", "cp-1", "M", null));

    Sought sought = sought("cp-1", "a@example.com", "A");
    assertThat(index.mayBe(MILL, List.of(sought))).containsEntry(sought, Set.of("m"));
    assertThat(index.mayBe(HARBOUR, List.of(sought))).containsEntry(sought, Set.of("a"));
  }

  @Test
  void isForgottenWithTheConnectionAndOthersStay() {
    store(HARBOUR);
    read(HARBOUR, contact("a", "cp-1", "A", null));
    read(MILL, contact("m", "cp-1", "M", null));
    JsonNode late = updateOf(HARBOUR);

    index.forget(new ConnectionClosed(HARBOUR.id()));

    assertThat(index.take(HARBOUR, late, page(true, contact("b", "cp-2", "B", null)))).isNull();
    assertThatThrownBy(() -> seek(sought("cp-1", null))).isInstanceOf(IllegalStateException.class);
    assertThat(count("ledger_contact")).isEqualTo(2);
    assertThat(index.mayBe(MILL, List.of(sought("cp-1", null))).values())
        .containsExactly(Set.of("m"));
  }

  @Test
  void whatNobodyHasAskedForInALongTimeIsForgotten() {
    read(MILL, contact("m", "cp-1", "M", null));
    clock.pass(MAX_AGE.multipliedBy(2).plusSeconds(1));
    read(HARBOUR);
    assertThat(count("ledger_contact")).isZero();
  }

  @Test
  void keepsOnlyHashesWhoseKeyIsOfThisInstallAndGoWithIt() {
    read(HARBOUR, contact("a", "cp-1", "Harbour", "ap@harbour.example"));
    List<String> hashes = hashes();
    assertThat(hashes).hasSize(3).allMatch(hash -> hash.matches("[0-9a-f]{64}"));

    database.jdbc().sql("UPDATE install SET contact_key = NULL").update();
    index = started();
    read(HARBOUR, contact("a", "cp-1", "Harbour", "ap@harbour.example"));
    assertThat(count("ledger_contact_index")).isEqualTo(1);
    assertThat(hashes()).hasSize(3).doesNotContainAnyElementsOf(hashes);
  }

  @Test
  void anotherInstanceFindsWhatThisOneHasRead() {
    read(HARBOUR, contact("a", "cp-1", "A", null));
    ContactIndex another = started();
    assertThat(another.question(HARBOUR)).isNull();
    assertThat(another.mayBe(HARBOUR, List.of(sought("cp-1", null))).values())
        .containsExactly(Set.of("a"));
  }

  private ContactIndex started() {
    return new ContactIndex(
        new ContactIndexStore(database.jdbc(), new JdbcTemplate(database.dataSource())),
        new ContactHashes(
            database.jdbc(), TestCipher.in(folder, database.jdbc()), database.transactions()),
        new ContactSettings(MAX_AGE, FRESH_FOR),
        ExactJson.mapper(),
        clock,
        database.transactions());
  }

  private void read(Connection connection, JsonNode... contacts) {
    assertThat(index.take(connection, index.question(connection), page(false, contacts))).isNull();
  }

  private JsonNode updateOf(Connection connection) {
    clock.pass(FRESH_FOR.plusSeconds(1));
    return index.question(connection);
  }

  private Set<String> seek(Sought sought) {
    return index.mayBe(HARBOUR, List.of(sought)).get(sought);
  }

  private static Sought sought(String number, String email, String... names) {
    return new Sought(number, email, List.of(names));
  }

  private static JsonNode contact(String id, String number, String name, String email) {
    ObjectNode contact = ExactJson.mapper().createObjectNode();
    return contact.put("contactId", id).put("number", number).put("name", name).put("email", email);
  }

  private static JsonNode page(boolean more, JsonNode... contacts) {
    ObjectNode page = ExactJson.mapper().createObjectNode().put("more", more);
    ArrayNode listed = page.putArray("contacts");
    listed.addAll(List.of(contacts));
    return page;
  }

  private long count(String table) {
    return database.jdbc().sql("SELECT COUNT(*) FROM " + table).query(Long.class).single();
  }

  private List<String> hashes() {
    return database.jdbc().sql("SELECT key_hash FROM ledger_contact").query(String.class).list();
  }

  private void store(Connection connection) {
    StoredConnection.store(
        database,
        "ws",
        connection.id(),
        connection.provider(),
        connection.organisationId(),
        OffsetDateTime.parse("2026-08-03T09:00Z"));
  }

  private static Connection connection(String organisation) {
    return new Connection(
        "connection-" + organisation,
        "ws",
        "demo",
        organisation,
        organisation,
        "GB",
        "GBP",
        null,
        null,
        ConnectionState.CONNECTED,
        new ConnectionSettings(false, false, null, Map.of(), null, null, null, null, false, null),
        Instant.EPOCH);
  }
}
