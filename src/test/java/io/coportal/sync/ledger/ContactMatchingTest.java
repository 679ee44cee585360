package io.coportal.sync.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.coportal.sync.invoice.Client;
import io.coportal.sync.ledger.ContactMatching.Candidate;
import io.coportal.sync.ledger.ContactMatching.Match;
import io.coportal.sync.ledger.ContactMatching.Wanted;
import io.coportal.sync.ledger.LedgerRules.ContactRules;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is who where a contact is bound to a currency and names are not only contacts'. */
class ContactMatchingTest {
  private static final String NUMBER = "cp-1";
  private static final ContactRules RULES = new ContactRules(true, true, 40, ":\t\n", Set.of());
  private static final Client CLIENT = client("Mill: Lane", "ap@mill.example");

  @Test
  void aContactOfAnotherCurrencyIsNotTheClientsInThisOne() {
    assertThat(match("USD", contact("1", "Mill- Lane", "ap@mill.example", "GBP"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Mill- Lane",
    "mill- lane (usd)",
    "Mill- Lane (client)",
    "'Mill- Lane (client, USD)'"
  })
  void everyNameWeWouldGiveIsFoundAgain(String name) {
    assertThat(match("USD", contact("7", name, null, "USD"))).map(Match::contactId).contains("7");
  }

  @Test
  void ourNumberInTheSameCurrencyDecidesBeforeEverythingElse() {
    Candidate pounds = new Candidate("1", NUMBER, "Renamed", null, true, "GBP", null);
    Candidate dollars = new Candidate("2", NUMBER, "Renamed (USD)", null, true, "USD", null);

    assertThat(match("USD", pounds, dollars)).contains(new Match("2", "Renamed (USD)", "number"));
  }

  @Test
  void theContactItWasStaysTheClientsThoughItWasRenamed() {
    assertThat(
            match(
                "USD",
                contact("9", "Mill Holdings", null, "USD"),
                contact("2", "Mill- Lane", null, "USD")))
        .contains(new Match("9", "Mill Holdings", "id"));
  }

  @Test
  void anInactiveNameStandsStillAndIsNotTakenForMissing() {
    Candidate inactive = new Candidate("1", null, "Mill- Lane", null, false, "USD", null);

    assertThatExceptionOfType(LedgerStop.class)
        .isThrownBy(() -> match("USD", inactive))
        .satisfies(stop -> assertThat(stop.refusal().code()).isEqualTo("contact-archived"));
  }

  @ParameterizedTest
  @CsvSource({"9,", "1," + NUMBER})
  void whatTheClientsContactWasMergedIntoIsTheClients(String id, String number) {
    Candidate gone = new Candidate(id, number, "Mill- Lane", null, false, "USD", "2");

    assertThat(match("USD", gone, contact("2", "Quay", null, "USD")))
        .contains(new Match("2", "Quay", "merged"));
  }

  @Test
  void aContactMergedIntoOneThatIsArchivedIsAskedAbout() {
    Candidate gone = new Candidate("9", NUMBER, "Mill- Lane", null, false, "USD", "2");
    Candidate archived = new Candidate("2", null, "Quay", null, false, "USD", null);

    assertThatExceptionOfType(LedgerStop.class)
        .isThrownBy(() -> match("USD", gone, archived))
        .satisfies(stop -> assertThat(stop.refusal().code()).isEqualTo("contact-archived"));
  }

  @Test
  void twoContactsOfOurNumberAreAskedAbout() {
    Candidate one = new Candidate("1", NUMBER, "Mill- Lane", null, true, "USD", null);
    Candidate other = new Candidate("2", NUMBER, "Mill Lane (copy)", null, true, "USD", null);

    assertThatExceptionOfType(LedgerStop.class)
        .isThrownBy(() -> match("USD", one, other))
        .satisfies(stop -> assertThat(stop.refusal().code()).isEqualTo("contact-ambiguous"));
  }

  @Test
  void namesAreCutSoThatTheirSuffixFits() {
    ContactNames names = ContactNames.of(client("x".repeat(60), null), "USD", RULES);

    assertThat(names.all()).allSatisfy(name -> assertThat(name.length()).isLessThanOrEqualTo(40));
    assertThat(names.besideOfCurrency()).endsWith("x (client, USD)");
  }

  private static Optional<Match> match(String currency, Candidate... found) {
    return ContactMatching.match(
        new Wanted(CLIENT, "9", NUMBER, ContactNames.of(CLIENT, currency, RULES).all(), currency),
        List.of(found),
        Set.of());
  }

  private static Candidate contact(String id, String name, String email, String currency) {
    return new Candidate(id, null, name, email, true, currency, null);
  }

  private static Client client(String name, String email) {
    return new Client("cl-1", name, email, null, null, null, null, null);
  }
}
