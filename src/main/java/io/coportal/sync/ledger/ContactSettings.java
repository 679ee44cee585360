package io.coportal.sync.ledger;

import io.coportal.sync.problem.StartRefused;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How far the index of a ledger's contacts is trusted.
 *
 * @param indexMaxAge after this all contacts are read again
 * @param indexFreshFor for so long after a reading nothing is read
 */
@ConfigurationProperties("coportal.contacts")
record ContactSettings(
    @DefaultValue("24h") Duration indexMaxAge, @DefaultValue("5m") Duration indexFreshFor) {
  ContactSettings {
    StartRefused.unlessPositive("coportal.contacts.index-max-age", indexMaxAge);
    StartRefused.unlessPositive("coportal.contacts.index-fresh-for", indexFreshFor);
  }
}
