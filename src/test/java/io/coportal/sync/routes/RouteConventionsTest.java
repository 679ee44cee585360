package io.coportal.sync.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RouteConventionsTest {
  private static final RouteTree ROUTES = RouteTree.read(Path.of(""));

  @ParameterizedTest
  @EnumSource
  void everyRouteKeepsTheConvention(RouteChecks convention) {
    assertThat(convention.findings(ROUTES)).as(convention.name()).isEmpty();
  }

  @Test
  void everyKeyOfOursIsReadByARouteOrASettingsRecord() throws IOException {
    var bound = SettingsKeys.of("io.coportal.sync", Path.of("src/main/java"));
    assertThat(RouteChecks.unusedKeys(ROUTES, bound)).isEmpty();
  }

  @Test
  void thereAreRoutesToHoldToTheConventions() {
    assertThat(ROUTES.routeFiles()).hasSizeGreaterThan(30);
    assertThat(ROUTES.ledgers()).isNotEmpty();
  }
}
