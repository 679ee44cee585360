package io.coportal.sync.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContentHashTest {
  private static String hash(String json) {
    return ContentHash.of(new InvoiceReader().read("inv-1", json));
  }

  @Test
  void versionAndStatusAreNoContent() {
    assertThat(hash(BadInvoices.with("/version", "4")))
        .isEqualTo(hash(BadInvoices.GOOD))
        .isEqualTo(hash(BadInvoices.with("/status", "\"paid\"")))
        .matches("[0-9a-f]{64}");
  }

  @Test
  void theWayANumberIsWrittenIsNoContent() {
    assertThat(hash(BadInvoices.with("/taxRate", "\"20.00\"")))
        .isEqualTo(hash(BadInvoices.GOOD))
        .isEqualTo(hash(BadInvoices.with("/lines/0/unitPrice", "1e2")));
  }

  @Test
  void everythingElseIsContent() {
    assertThat(hash(BadInvoices.with("/client/phone", "\"1\"")))
        .isNotEqualTo(hash(BadInvoices.GOOD));
    assertThat(hash(BadInvoices.with("/lines/0/description", "\"Other\"")))
        .isNotEqualTo(hash(BadInvoices.GOOD));
  }
}
