package io.coportal.sync.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.coportal.sync.connection.Browser;
import io.coportal.sync.contract.LedgerUnderTest;
import java.net.URI;

/** Who connects a company to a ledger, with a browser. */
final class Owner {
  private Owner() {}

  static void connects(PortalApi api, Company company, LedgerUnderTest ledger) {
    var books = ledger.booksOf(company.workspace()).orElseThrow();
    URI link = URI.create(api.connectLink(company, ledger, books.settings()));
    var owner = new Browser(link.getPort());
    String leave = Browser.location(owner.get(link.getPath()));
    URI consentPage = URI.create(Browser.location(owner.get(leave)));
    // A user of several companies would have to choose one of them.
    String user = company.workspace() + "@owner.example";
    URI back = ledger.consent(consentPage, user, books.organisation());
    owner.get(Browser.location(owner.get(back.toString())));
    assertThat(api.connectionState(company, ledger)).isEqualTo("CONNECTED");
  }
}
