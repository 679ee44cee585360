package io.coportal.sync.security;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Bad inputs, each with the end it must have. Refusals are problem+json with a code, a detail and a
 * cure; nothing ends as an internal error but the row that forces one.
 */
@Isolated("the application under test trusts an authority by a system property")
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
class BadInputTest {
  @AfterAll
  static void tally() {
    System.out.println(BadInputTally.result());
  }

  @Nested
  @DisplayName("Headers")
  @Order(1)
  class Headers extends HeaderRows {}

  @Nested
  @DisplayName("Bodies")
  @Order(2)
  class Bodies extends BodyRows {}

  @Nested
  @DisplayName("Costs")
  @Order(3)
  class Costs extends CostRows {}

  @Nested
  @DisplayName("Texts")
  @Order(3)
  class Texts extends TextRows {}

  @Nested
  @DisplayName("Callers")
  @Order(4)
  class Callers extends CallerRows {}

  @Nested
  @DisplayName("Surface")
  @Order(5)
  class Surface extends SurfaceRows {}

  @Nested
  @DisplayName("Floods")
  @Order(6)
  class Floods extends FloodRows {}

  @Nested
  @DisplayName("Slow callers")
  @Order(6)
  class SlowCallers extends SlowRows {}

  @Nested
  @DisplayName("Ledger answers")
  @Order(6)
  class LedgerAnswers extends LedgerAnswerRows {}

  @Nested
  @DisplayName("Tokens")
  @Order(7)
  class Tokens extends TokenAnswerRows {}

  @Nested
  @DisplayName("Secrets")
  @Order(8)
  class Secrets extends SecretRows {}
}
