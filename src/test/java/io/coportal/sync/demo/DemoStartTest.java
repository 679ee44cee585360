package io.coportal.sync.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

class DemoStartTest {
  /** {@code mvn spring-boot:test-run} starts the only one there is, and none of two. */
  @Test
  void noOtherTestClassCanBeStarted() {
    assertThat(new ClassFileImporter().importPath("target/test-classes"))
        .filteredOn(any -> any.tryGetMethod("main", String[].class).isPresent())
        .extracting(JavaClass::getName)
        .containsExactly(Demo.class.getName());
  }
}
