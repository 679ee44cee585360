/** The benchmark: {@code mvn -Pbench verify}; each part is a class, all of them in one run. */
package io.coportal.sync.bench;
