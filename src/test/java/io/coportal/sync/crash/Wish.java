package io.coportal.sync.crash;

import io.coportal.sync.contract.LedgerUnderTest;

/**
 * What a caller wants of one invoice in one ledger: how far it has asked, and how far it was told
 * that this is honoured. Versions begin at 1; 0 is none.
 */
final class Wish {
  private final LedgerUnderTest ledger;
  private final Company company;
  private final String story;
  private final int number;
  private volatile int asked;
  private volatile int accepted;

  Wish(LedgerUnderTest ledger, Company company, String story, int number) {
    this.ledger = ledger;
    this.company = company;
    this.story = story;
    this.number = number;
  }

  LedgerUnderTest ledger() {
    return ledger;
  }

  /** The invoice in that version, for one of a few clients. */
  Push push(int version) {
    String client = "%s-client-%d".formatted(story, number % SoakTraffic.CLIENTS);
    return new Push(ledger, TestInvoice.of(company, story, number, version, client));
  }

  String invoiceId() {
    return push(1).invoice().id();
  }

  void ask(int version) {
    asked = version;
  }

  int asked() {
    return asked;
  }

  void accept(int version) {
    accepted = version;
  }

  int accepted() {
    return accepted;
  }
}
