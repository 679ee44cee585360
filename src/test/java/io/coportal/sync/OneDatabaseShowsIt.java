package io.coportal.sync;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A part of an {@link OnEachDatabase} that asks nothing of the database that other parts do not ask
 * as well: on PostgreSQL it runs with {@code mvn -Plong verify} only.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@Tag(OneDatabaseShowsIt.TAG)
public @interface OneDatabaseShowsIt {
  String TAG = "one-database";
}
