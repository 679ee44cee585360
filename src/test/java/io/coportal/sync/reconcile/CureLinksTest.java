package io.coportal.sync.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.coportal.sync.ledger.ErrorClass;
import io.coportal.sync.ledger.LedgerRuleBook;
import io.coportal.sync.reconcile.CureLinks.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;

/** Where the ledgers' configurations send who has to mend something. */
class CureLinksTest {
  private static final String INVOICE = "https://ledger.example/invoices/1";

  static Stream<Path> ledgers() throws IOException {
    return Files.walk(Path.of("config"))
        .filter(file -> file.endsWith("application.yaml"))
        .filter(file -> Files.exists(routes(file).resolve("errors.yaml")));
  }

  private static Path routes(Path configuration) {
    return Path.of("routes").resolve(configuration.getParent().getFileName());
  }

  @ParameterizedTest
  @MethodSource("ledgers")
  void whoeverHasToMendSomethingIsToldWhere(Path configuration) throws IOException {
    String ledger = configuration.getParent().getFileName().toString();
    CureLinks links = links(configuration);
    for (ErrorClass asked :
        new ErrorClass[] {
          ErrorClass.RECONNECT,
          ErrorClass.FIX_DATA,
          ErrorClass.FIX_MAPPING,
          ErrorClass.FIX_LEDGER,
          ErrorClass.MAYBE_DONE
        }) {
      assertThat(links.of(asked, "any", new Place(ledger, "ws", "org", "inv", null)))
          .as(asked.name())
          .startsWith("https://")
          .doesNotContain("{");
    }
  }

  @ParameterizedTest
  @MethodSource("ledgers")
  void pagesMendCausesThatThereAre(Path configuration) throws IOException {
    String ledger = configuration.getParent().getFileName().toString();
    String causes = causes(routes(configuration));
    assertThat(ruleBook(configuration).of(ledger).places().values())
        .flatMap(place -> place.mends())
        .allSatisfy(code -> assertThat(causes).contains(code));
  }

  @ParameterizedTest
  @CsvSource({"RETRY", "WAIT_FOR_LIMIT", "READ_AGAIN", "BUG"})
  void whereNobodyHasToThereIsNoLink(ErrorClass asked) throws IOException {
    CureLinks links = links(Path.of("config/xero/application.yaml"));

    assertThat(links.of(asked, "any", new Place("xero", "ws", "org", "inv", INVOICE))).isNull();
  }

  @Test
  void whatTheLedgerHoldsIsMendedThereAndManyTogetherInTheOrganisation() throws IOException {
    CureLinks links = links(Path.of("config/quickbooks/application.yaml"));

    assertThat(
            links.of(
                ErrorClass.FIX_LEDGER, "any", new Place("quickbooks", "ws", "1", "inv", INVOICE)))
        .isEqualTo(INVOICE);
    assertThat(
            links.of(ErrorClass.FIX_LEDGER, "any", new Place("quickbooks", "ws", "1", null, null)))
        .endsWith("companyId=1");
  }

  @Test
  void idsDoNotSteerTheAddress() throws IOException {
    CureLinks links = links(Path.of("config/xero/application.yaml"));

    assertThat(
            links.of(ErrorClass.FIX_DATA, "any", new Place("xero", "../a", "org", "b?c#d", null)))
        .contains("/workspaces/..%2Fa/", "/b%3Fc%23d");
  }

  private static CureLinks links(Path configuration) throws IOException {
    return new CureLinks(ruleBook(configuration));
  }

  private static LedgerRuleBook ruleBook(Path configuration) throws IOException {
    StandardEnvironment environment = new StandardEnvironment();
    new YamlPropertySourceLoader()
        .load("ledger", new FileSystemResource(configuration))
        .forEach(environment.getPropertySources()::addLast);
    return Binder.get(environment).bind("coportal", LedgerRuleBook.class).get();
  }

  private static String causes(Path routes) throws IOException {
    StringBuilder causes = new StringBuilder(Files.readString(routes.resolve("errors.yaml")));
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(file -> file.toString().endsWith(".java")).toList()) {
        causes.append(Files.readString(source));
      }
    }
    return causes.toString();
  }
}
