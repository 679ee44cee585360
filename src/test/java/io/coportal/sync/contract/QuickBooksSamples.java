package io.coportal.sync.contract;

import io.coportal.sync.contract.LedgerUnderTest.SampleBooks;
import io.coportal.sync.simulator.quickbooks.QuickBooksSimulator;
import java.util.Map;

/** The companies of the sample workspaces, with the items and tax codes their owners chose. */
final class QuickBooksSamples {
  static final Map<String, SampleBooks> BOOKS =
      Map.of(
          "uk-studio",
          books(
              QuickBooksUnderTest.HOME,
              "10",
              "\"zero_rated_export\":\"52\",\"exempt\":\"53\",\"out_of_scope\":\"54\",\"not_registered\":\"54\""),
          "za-agency",
          books(
              QuickBooksSimulator.SOUTH_AFRICA,
              "1010",
              "\"zero_rated_export\":\"1051\",\"exempt\":\"1052\",\"out_of_scope\":\"1053\""),
          "au-freelance",
          books(
              QuickBooksSimulator.AUSTRALIA,
              "2010",
              "\"zero_rated_export\":\"2051\",\"exempt\":\"2052\",\"out_of_scope\":\"2053\""),
          "nz-collective",
          books(QuickBooksSimulator.NEW_ZEALAND, "4010", "\"zero_rated_export\":\"4051\""),
          "us-partners",
          books(QuickBooksSimulator.UNITED_STATES, "3010", "\"out_of_scope\":\"NON\""));

  private QuickBooksSamples() {}

  private static SampleBooks books(String realm, String item, String taxChoices) {
    return new SampleBooks(
        realm, "{\"account\":\"" + item + "\",\"taxChoices\":{" + taxChoices + "}}");
  }
}
