package io.coportal.sync.security;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/**
 * Bad inputs, each with the end it must have. Refusals are problem+json with a code, a detail and a
 * cure; nothing ends as an internal error but the row that forces one.
 *
 * <p>Rows of features that are not there: the API takes no {@code Idempotency-Key} (the version of
 * an invoice does its work, B12–B14) and no JWT (each is refused as an unknown key, B17).
 */
class BadInputTest {
  @AfterAll
  static void tally() {
    System.out.println(BadInputTally.result());
  }

  @Nested
  @DisplayName("Headers")
  class Headers extends HeaderRows {}

  @Nested
  @DisplayName("Bodies")
  class Bodies extends BodyRows {}

  @Nested
  @DisplayName("Texts")
  class Texts extends TextRows {}

  @Nested
  @DisplayName("Callers")
  class Callers extends CallerRows {}

  @Nested
  @DisplayName("Surface")
  class Surface extends SurfaceRows {}

  @Nested
  @DisplayName("Ledger answers")
  class LedgerAnswers extends LedgerAnswerRows {}

  @Nested
  @DisplayName("Tokens")
  class Tokens extends TokenAnswerRows {}

  @Nested
  @DisplayName("Secrets")
  class Secrets extends SecretRows {}
}
