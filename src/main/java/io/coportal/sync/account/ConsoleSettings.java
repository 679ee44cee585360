package io.coportal.sync.account;

import io.coportal.sync.problem.StartRefused;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Sessions of the console.
 *
 * @param idleTime a session that nobody uses for so long is over
 * @param longestSession a session ends after that, however much it is used
 */
@ConfigurationProperties("coportal.console")
record ConsoleSettings(
    @DefaultValue("1h") Duration idleTime, @DefaultValue("12h") Duration longestSession) {
  ConsoleSettings {
    StartRefused.unlessPositive("coportal.console.idle-time", idleTime);
    StartRefused.unlessPositive("coportal.console.longest-session", longestSession);
  }
}
