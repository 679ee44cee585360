package io.coportal.sync;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Runs with every database the product promises to work on: once in the ordinary run, with a file
 * of H2, and once more with PostgreSQL. {@code pom.xml} picks the second run by the tag; the tests
 * take their database from {@link DatabaseUnderTest}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Tag(OnEachDatabase.TAG)
public @interface OnEachDatabase {
  String TAG = "each-database";
}
