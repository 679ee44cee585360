package io.coportal.sync.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Camel itself reads every file, without starting what it read. */
class RouteLoadingTest {
  private static final RouteTree ROUTES = RouteTree.read(Path.of(""));
  private static final DefaultCamelContext CAMEL = new DefaultCamelContext();

  @BeforeAll
  static void load() throws Exception {
    CAMEL.getPropertiesComponent().addInitialProperty("routes.base", "file:routes");
    for (RouteTree.RouteFile file : templatesFirst()) {
      PluginHelper.getRoutesLoader(CAMEL)
          .loadRoutes(ResourceHelper.fromString(file.path(), file.text()));
    }
  }

  /** As the application does: routes are made from a template only once all files are read. */
  private static List<RouteTree.RouteFile> templatesFirst() {
    return ROUTES.routeFiles().stream()
        .sorted(Comparator.comparing(file -> file.elements("routeTemplate").isEmpty()))
        .toList();
  }

  @Test
  void everyRouteIsRead() {
    assertThat(CAMEL.getRouteDefinitions())
        .extracting(RouteDefinition::getRouteId)
        .containsAll(
            ROUTES.routeFiles().stream()
                .flatMap(file -> file.elements("route").stream())
                .map(route -> route.textAt("id"))
                .toList());
  }

  @Test
  void everyPolicyEndsTheFailureItNames() {
    assertThat(CAMEL.getRouteConfigurationDefinitions())
        .flatExtracting(policy -> policy.getOnExceptions())
        .isNotEmpty()
        .allSatisfy(
            reaction ->
                assertThat(
                        Stream.of(reaction.getHandled(), reaction.getContinued())
                            .filter(Objects::nonNull))
                    .hasSize(1));
  }
}
