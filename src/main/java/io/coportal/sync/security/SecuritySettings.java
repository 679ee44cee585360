package io.coportal.sync.security;

import io.coportal.sync.problem.StartRefused;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may reach this server at all, and how often.
 *
 * @param allowRemote the server may listen on an address other machines can reach
 * @param firstKeyFile where the very first API key is written for the operator
 * @param requestsPerSecond of one API key, in the long run; also refused keys of one address
 * @param requestBurst how many may come at once after a pause
 * @param longestUpload how long the body of a request may take
 */
@ConfigurationProperties("coportal.security")
record SecuritySettings(
    @DefaultValue("false") boolean allowRemote,
    @DefaultValue(".data/first-api-key") Path firstKeyFile,
    @DefaultValue("200") int requestsPerSecond,
    @DefaultValue("1000") int requestBurst,
    @DefaultValue("20s") Duration longestUpload) {
  SecuritySettings {
    StartRefused.unlessAtLeast(1, "coportal.security.requests-per-second", requestsPerSecond);
    StartRefused.unlessAtLeast(1, "coportal.security.request-burst", requestBurst);
    StartRefused.unlessPositive("coportal.security.longest-upload", longestUpload);
  }
}
