package io.coportal.sync.routes;

import static io.coportal.sync.routes.SampleRoutes.CONFIG;
import static io.coportal.sync.routes.SampleRoutes.mapping;
import static io.coportal.sync.routes.SampleRoutes.tree;
import static org.assertj.core.api.Assertions.assertThat;

import io.coportal.sync.routes.BrokenRoutes.Broken;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows of each convention that breaking it is found, and where. */
class RouteChecksTest {
  @ParameterizedTest
  @EnumSource
  void saysNothingOfRoutesThatKeepTheConvention(RouteChecks convention) {
    assertThat(convention.findings(tree())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.coportal.sync.routes.BrokenRoutes#all")
  void findsWhatBreaksTheConvention(Broken broken) {
    assertThat(broken.convention().findings(broken.tree()))
        .anySatisfy(
            finding -> {
              assertThat(finding.file()).isEqualTo(broken.file());
              assertThat(finding.line()).isEqualTo(broken.line());
              assertThat(finding.sentence()).isNotBlank();
            });
  }

  @Test
  void everyConventionIsShownToFail() {
    assertThat(BrokenRoutes.all().map(Broken::convention)).contains(RouteChecks.values());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".a + .b",
        ".a+.b",
        ".a - .b",
        "-.a",
        ".a * 100",
        ".a / 100",
        ".a % 2",
        "[.a, .b] | add",
        ".a | round",
        ".a | tonumber",
        ".a += 1",
        "\"x\" | .a + .b"
      })
  void refusesArithmetic(String program) {
    assertThat(RouteChecks.MAPPINGS_DO_NOT_CALCULATE.findings(mapping(program)))
        .singleElement()
        .satisfies(finding -> assertThat(finding.line()).isEqualTo(2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"a*b-c+d\"",
        ".a // 0",
        "\"a=\" + .b",
        ". + { a: .b }",
        ". + [.a]",
        ".a # a - b * c",
        ".ms | tonumber / 1000 | todateiso8601",
        "[.a, .b] | join(\"-\")"
      })
  void allowsTextsDatesAndDefaults(String program) {
    assertThat(RouteChecks.MAPPINGS_DO_NOT_CALCULATE.findings(mapping(program))).isEmpty();
  }

  @Test
  void findsAKeyThatNobodyReads() {
    RouteTree tree =
        tree()
            .with(
                CONFIG,
                """
                routes:
                  base: file:routes
                coportal:
                  poll: 5
                  ledgers:
                    mybooks:
                      api-base-url: https://api.mybooks.example
                      rules: { roundings: [per-line], colour: red }
                """);
    assertThat(RouteChecks.unusedKeys(tree, Set.of("coportal.ledgers.*.rules.roundings")))
        .extracting(Finding::line)
        .containsExactly(8, 4);
  }

  @Test
  void aFindingNamesFileLineAndReason() {
    assertThat(new Finding("routes/x.jq", 7, "It is so.")).hasToString("routes/x.jq:7 It is so.");
    assertThat(new Finding("routes/x.jq", 0, "It is so.")).hasToString("routes/x.jq It is so.");
  }
}
