package io.coportal.sync.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.coportal.sync.invoice.Address;
import io.coportal.sync.invoice.Client;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What has changed of a client is seen without keeping what he was. */
class ToldDetailsTest {
  private static final Client CLIENT = client("Mill Lane", "ap@mill.example", "1 Quay St");

  @Test
  void whatWasStoredIsReadAgain() {
    ToldDetails told = ToldDetails.of(CLIENT);

    assertThat(ToldDetails.read(told.stored())).isEqualTo(told);
    assertThat(told.stored()).hasSizeLessThan(255).doesNotContain("Mill");
  }

  @Test
  void onlyWhatTheClientHasAndWasToldOtherwiseHasChanged() {
    ToldDetails told = ToldDetails.of(CLIENT);

    assertThat(told.changed(client("Mill Lane", null, "2 Quay St")))
        .containsExactly(ClientDetail.ADDRESS);
    assertThat(told.changed(client(" Mill Lane ", "ap@mill.example ", "1 Quay St"))).isEmpty();
  }

  @Test
  void whatIsNotToldYetRemainsChanged() {
    Client after = client("Mill & Sons", "new@mill.example", "1 Quay St");

    ToldDetails told = ToldDetails.of(CLIENT).with(Set.of(ClientDetail.NAME), after);

    assertThat(told.changed(after)).containsExactly(ClientDetail.EMAIL);
  }

  @Test
  void aDetailThatWasNotKeptYetIsLeftAsItIsAndKeptFromThenOn() {
    ToldDetails told = ToldDetails.read("NAME=" + "0".repeat(16));
    Client renamed = client("Mill & Sons", "new@mill.example", null);

    assertThat(told.changed(renamed)).containsExactly(ClientDetail.NAME);
    assertThat(told.with(Set.of(ClientDetail.NAME), renamed)).isEqualTo(ToldDetails.of(renamed));
  }

  private static Client client(String name, String email, String street) {
    Address address = street == null ? null : new Address(street, null, "Leeds", null, null, "GB");
    return new Client("cl-1", name, email, null, null, null, "GB", address);
  }
}
