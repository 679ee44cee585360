package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.coportal.sync.connection.Connection;
import io.coportal.sync.connection.LiveConnections;
import io.coportal.sync.ledger.ContactIndex;
import io.coportal.sync.ledger.ContactIndex.Sought;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All contacts of an organisation are read page by page, and afterwards only what has changed. */
abstract class IndexContract extends LedgerContract {
  private static final int CONTACTS = 2300;

  /** In books where no other test looks for contacts. */
  private final LedgerUnderTest.SampleBooks books;

  private PortalWorkspace crowded;

  IndexContract(LedgerUnderTest ledger) {
    super(ledger);
    books = ledger.booksOf("nz-collective").orElseThrow();
  }

  @BeforeEach
  void connectACrowdedOrganisation() {
    Duration untilThen =
        Duration.between(ledger.clock().instant(), Instant.now().minus(Duration.ofHours(2)));
    ledger.clock().advance(untilThen);
    ledger.books().addContacts(books.organisation(), CONTACTS, "Crowd", "crowd.example");
    ledger.clock().advance(untilThen.negated());
    crowded = newWorkspace().connect(books.organisation(), books.settings());
    ledger.journal().clear();
  }

  @AfterEach
  void disconnectIt() {
    crowded.disconnect();
  }

  @Test
  void aThousandContactsCostACallAndAnUpdateOneMore() {
    assertThat(callsOfReading()).isEqualTo(3);
    assertThat(found(new Sought(null, "1@CROWD.example", List.of()))).hasSize(1);
    assertThat(found(new Sought("cp-none", null, List.of("crowd 2300")))).hasSize(1);
    assertThat(found(new Sought("cp-none", "nobody@crowd.example", List.of("Crowd")))).isEmpty();
    assertThat(callsOfReading()).isZero();

    ledger.books().addContacts(books.organisation(), 1, "Latecomer", "late.example");
    letTheIndexGrowOld();
    assertThat(callsOfReading()).isEqualTo(1);
    assertThat(found(new Sought(null, null, List.of("latecomer 1")))).hasSize(1);
    assertThat(found(new Sought(null, "2300@crowd.example", List.of()))).hasSize(1);

    crowded.disconnect();
    assertThat(contactsKept()).isZero();
  }

  private int callsOfReading() {
    ledger.journal().clear();
    var read =
        coportal
            .camel()
            .createFluentProducerTemplate()
            .to("direct:read-contact-index")
            .withVariable("connectionId", connection().id())
            .withVariable("provider", ledger.name())
            .send();
    assertThat(read.getException()).isNull();
    return calls().size();
  }

  private Set<String> found(Sought sought) {
    return coportal.bean(ContactIndex.class).mayBe(connection(), List.of(sought)).get(sought);
  }

  private Connection connection() {
    return coportal.bean(LiveConnections.class).active(crowded.id(), ledger.name()).orElseThrow();
  }

  private long contactsKept() {
    return coportal
        .database()
        .sql(
            """
            SELECT COUNT(*) FROM ledger_contact_index i LEFT JOIN ledger_contact c ON c.index_id = i.id
             WHERE i.organisation_id = ?""")
        .param(books.organisation())
        .query(Long.class)
        .single();
  }

  private void letTheIndexGrowOld() {
    Instant current = Instant.now().minus(Duration.ofHours(1));
    coportal
        .database()
        .sql("UPDATE ledger_contact_index SET current_at = ? WHERE organisation_id = ?")
        .params(current.atOffset(ZoneOffset.UTC), books.organisation())
        .update();
  }
}
