package io.coportal.sync.contract;

import io.coportal.sync.contract.LedgerUnderTest.SampleBooks;
import io.coportal.sync.simulator.quickbooks.QuickBooksSimulator;
import java.util.Map;

/** The companies of the sample workspaces, with the items and tax codes their owners chose. */
final class QuickBooksSamples {
  static final Map<String, SampleBooks> BOOKS =
      Map.ofEntries(
          Map.entry(
              "uk-studio",
              books(
                  QuickBooksUnderTest.HOME,
                  "10",
                  "\"zero_rated_export\":\"52\",\"exempt\":\"53\",\"out_of_scope\":\"54\",\"not_registered\":\"54\"")),
          Map.entry(
              "za-agency",
              books(
                  QuickBooksSimulator.SOUTH_AFRICA,
                  "1010",
                  "\"zero_rated_export\":\"1051\",\"exempt\":\"1052\",\"out_of_scope\":\"1053\"")),
          Map.entry(
              "au-freelance",
              books(
                  QuickBooksSimulator.AUSTRALIA,
                  "2010",
                  "\"zero_rated_export\":\"2051\",\"exempt\":\"2052\",\"out_of_scope\":\"2053\"")),
          Map.entry(
              "nz-collective",
              books(
                  QuickBooksSimulator.NEW_ZEALAND,
                  "4010",
                  "\"zero_rated_export\":\"4051\",\"out_of_scope\":\"4053\"")),
          Map.entry(
              "us-partners",
              books(QuickBooksSimulator.UNITED_STATES, "3010", "\"out_of_scope\":\"NON\"")),
          Map.entry(
              "sg-works",
              books(
                  QuickBooksSimulator.SINGAPORE,
                  "5010",
                  "\"zero_rated_export\":\"5051\",\"exempt\":\"5052\",\"out_of_scope\":\"5053\"")),
          Map.entry(
              "ca-forge",
              books(
                  QuickBooksSimulator.CANADA,
                  "6010",
                  "\"zero_rated_export\":\"6054\",\"exempt\":\"6055\",\"out_of_scope\":\"6056\"")),
          Map.entry(
              "ie-studio",
              books(
                  QuickBooksSimulator.IRELAND,
                  "7010",
                  "\"zero_rated_export\":\"7054\",\"exempt\":\"7055\",\"out_of_scope\":\"7056\"")),
          Map.entry(
              "hu-digital",
              books(
                  QuickBooksSimulator.HUNGARY,
                  "8010",
                  "\"zero_rated_export\":\"8053\",\"out_of_scope\":\"8053\"")));

  private QuickBooksSamples() {}

  private static SampleBooks books(String realm, String item, String taxChoices) {
    return new SampleBooks(
        realm, "{\"account\":\"" + item + "\",\"taxChoices\":{" + taxChoices + "}}");
  }
}
