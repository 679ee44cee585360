/**
 * Named points at which a test ends a transaction, a call or the whole JVM. Nothing of it is in the
 * product: Spring Boot finds it on the class path of tests, and it does nothing without the
 * property {@code failpoints}.
 */
package io.coportal.sync.failpoint;
