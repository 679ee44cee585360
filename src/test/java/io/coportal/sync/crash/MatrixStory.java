package io.coportal.sync.crash;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.contract.LedgerUnderTest;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What happens in every life: the access token and the references are old, new invoices come by
 * themselves and by a click, one of the life before changes, another one is asked for unchanged.
 */
final class MatrixStory {
  private static final int NEW_IN_A_LIFE = 4;
  private static final int CHANGED = 0;
  private static final int UNCHANGED = 1;
  private static final int CLICKED = 2;

  private final Installation installation;
  private final LedgerUnderTest ledger;

  /** The newest version of each invoice that was sent to us, and of each that we have accepted. */
  private final Map<String, Push> wanted = new LinkedHashMap<>();

  private final Map<String, Push> accepted = new LinkedHashMap<>();
  private int lives;

  MatrixStory(Installation installation, LedgerUnderTest ledger) {
    this.installation = installation;
    this.ledger = ledger;
  }

  /** While no process has the database open. */
  void age() {
    ledger.expireAccessTokens();
    try (Connection database = installation.database().connect();
        PreparedStatement old = database.prepareStatement("DELETE FROM ledger_reference")) {
      old.executeUpdate();
    } catch (SQLException unusable) {
      throw new IllegalStateException(unusable);
    }
  }

  /** Ends early when the application does. */
  void happen() {
    List<Push> now = next();
    now.forEach(push -> wanted.put(push.invoice().id(), push));
    try {
      for (Push push : now) {
        store(push);
      }
      press(now.get(CLICKED));
      if (lives > 1) {
        press(wanted.get(invoice(lives - 2, UNCHANGED, 1).id()));
      }
    } catch (UncheckedIOException ended) {
      // What was not accepted is asked for again.
    }
  }

  /**
   * Whoever got no answer asks again.
   *
   * @throws UncheckedIOException when the application ends meanwhile
   */
  void askAgain() {
    for (Push push : List.copyOf(wanted.values())) {
      if (!push.equals(accepted.get(push.invoice().id()))) {
        store(push);
      }
    }
  }

  /**
   * Whether everything that was accepted is synced, in its newest version.
   *
   * @throws UncheckedIOException when the application ends meanwhile
   */
  boolean isOver() {
    return accepted.equals(wanted) && accepted.values().stream().allMatch(this::isSynced);
  }

  Collection<Push> accepted() {
    return accepted.values();
  }

  JsonNode state(Push push) {
    return installation.api().state(push);
  }

  private boolean isSynced(Push push) {
    JsonNode state = state(push);
    return "SYNCED".equals(state.path("state").asText())
        && state.path("syncedVersion").asInt() == push.invoice().version();
  }

  private List<Push> next() {
    var invoices = new ArrayList<TestInvoice>();
    for (int n = 0; n < NEW_IN_A_LIFE; n++) {
      invoices.add(invoice(lives, n, 1));
    }
    if (lives > 0) {
      invoices.add(invoice(lives - 1, CHANGED, 2));
    }
    lives++;
    return invoices.stream().map(invoice -> new Push(ledger, invoice)).toList();
  }

  /** Two clients in every life, each of two invoices. */
  private static TestInvoice invoice(int life, int n, int version) {
    int number = life * NEW_IN_A_LIFE + n;
    return TestInvoice.of(
        Company.BRITISH, "matrix", number, version, "matrix-%d".formatted(number / 2));
  }

  private void store(Push push) {
    accept(push, installation.api().store(push.invoice()).statusCode());
  }

  private void press(Push push) {
    accept(push, installation.api().press(push).statusCode());
  }

  private void accept(Push push, int status) {
    if (status / 100 == 2) {
      accepted.put(push.invoice().id(), push);
    }
  }
}
