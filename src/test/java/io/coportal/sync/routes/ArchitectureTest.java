package io.coportal.sync.routes;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.beans.Introspector;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What Java may depend on and may not do. Every rule runs on the classes as they are compiled. */
class ArchitectureTest {
  private static final String ROOT = "io.coportal.sync.";
  private static final String[] MONEY = {
    ROOT + "json", ROOT + "invoice", ROOT + "ledger", ROOT + "reconcile", ROOT + "portal"
  };
  private static final DescribedPredicate<JavaClass> FLOATING =
      DescribedPredicate.describe(
          "binary floating point",
          type ->
              Set.of("double", "float", "java.lang.Double", "java.lang.Float")
                  .contains(type.getName()));
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("io.coportal.sync");

  /** With the tests and the demonstration, which are users as well. */
  private static final JavaClasses WITH_TESTS =
      new ClassFileImporter().importPackages("io.coportal.sync");

  @Test
  void dependenciesGoOneWay() {
    Set<String> below = new LinkedHashSet<>(Set.of("problem", "json"));
    below.forEach(layer -> layerUses(layer, Set.of()).check(MAIN));
    layerUses("portal", Set.of("problem", "json", "invoice", "ledger", "reconcile")).check(MAIN);
    for (String layer : List.of("invoice", "connection", "ledger", "reconcile", "portal", "api")) {
      layerUses(layer, below).check(MAIN);
      below.add(layer);
    }
    layerUses("security", Set.of("problem", "json", "connection")).check(MAIN);
    layerUses("account", Set.of("problem", "json", "connection", "security")).check(MAIN);
    layerUses(
            "console",
            Set.of("problem", "json", "invoice", "connection", "ledger", "reconcile", "account"))
        .check(MAIN);
  }

  @Test
  void everyPackageHasItsPlace() {
    Set<String> known =
        Set.of(
            "problem",
            "json",
            "invoice",
            "connection",
            "ledger",
            "reconcile",
            "portal",
            "api",
            "security",
            "account",
            "console");
    assertThat(MAIN)
        .extracting(JavaClass::getPackageName)
        .allMatch(
            name -> name.equals("io.coportal.sync") || known.contains(name.replace(ROOT, "")));
  }

  /** The layer knows those below and itself, and nothing else of ours. */
  private static ArchRule layerUses(String layer, Set<String> below) {
    return noClasses()
        .that()
        .resideInAPackage(ROOT + layer)
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "are ours and outside of " + below,
                type ->
                    type.getPackageName().startsWith("io.coportal.sync")
                        && !type.getPackageName().equals(ROOT + layer)
                        && !below.contains(type.getPackageName().replace(ROOT, ""))));
  }

  @Test
  void routesAreYaml() {
    noClasses().should().beAssignableTo(RouteBuilder.class).check(MAIN);
  }

  @Test
  void nothingIsInjectedIntoFields() {
    noFields()
        .should()
        .beAnnotatedWith(Autowired.class)
        .orShould()
        .beAnnotatedWith(Value.class)
        .check(MAIN);
  }

  @Test
  void datesAreThoseOfJavaTime() {
    noClasses()
        .should()
        .dependOnClassesThat(assignableTo(Date.class).or(assignableTo(Calendar.class)))
        .check(MAIN);
  }

  @Test
  void timeComesFromTheClock() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .callMethod(OffsetDateTime.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(MAIN);
  }

  @Test
  void nothingSleeps() {
    noClasses()
        .should()
        .callMethodWhere(target(name("sleep")).and(target(owner(assignableTo(Thread.class)))))
        .check(MAIN);
  }

  @Test
  void moneyIsNotKeptInFloatingPoint() {
    noFields()
        .that()
        .areDeclaredInClassesThat()
        .resideInAnyPackage(MONEY)
        .should()
        .haveRawType(FLOATING)
        .check(MAIN);
  }

  @Test
  void moneyIsNotReturnedInFloatingPoint() {
    noMethods()
        .that()
        .areDeclaredInClassesThat()
        .resideInAnyPackage(MONEY)
        .should()
        .haveRawReturnType(FLOATING)
        .check(MAIN);
  }

  @Test
  void componentsArePublicOnlyForOtherPackagesAndRoutes() {
    classes()
        .that()
        .areMetaAnnotatedWith(Component.class)
        .and()
        .arePublic()
        .and()
        .resideOutsideOfPackage("io.coportal.sync")
        .and(DescribedPredicate.describe("belong to main", type -> MAIN.contain(type.getName())))
        .should(beUsedElsewhere())
        .check(WITH_TESTS);
  }

  private static ArchCondition<JavaClass> beUsedElsewhere() {
    String routes =
        String.join("\n", RouteTree.read(Path.of("")).routeTexts(".camel.yaml", ".jq").values());
    return new ArchCondition<>("be used from another package or by name from a route") {
      @Override
      public void check(JavaClass component, ConditionEvents events) {
        boolean elsewhere =
            component.getDirectDependenciesToSelf().stream()
                .anyMatch(use -> !use.getOriginClass().getPackage().equals(component.getPackage()));
        if (!elsewhere && !named(component, routes)) {
          events.add(
              SimpleConditionEvent.violated(
                  component, component.getName() + " is public and used by no other package"));
        }
      }
    };
  }

  /** By bean name in a route, or as a function in a mapping ({@code json/1} is {@code json(}). */
  private static boolean named(JavaClass component, String routes) {
    String given =
        component.tryGetAnnotationOfType(Component.class).map(Component::value).orElse("");
    String bean = given.isEmpty() ? Introspector.decapitalize(component.getSimpleName()) : given;
    String use =
        bean.endsWith("/1")
            ? "\\b" + bean.replace("/1", "\\(")
            : "(?:[rR]ef: |bean:)" + bean + "\\b";
    return Pattern.compile(use).matcher(routes).find();
  }
}
