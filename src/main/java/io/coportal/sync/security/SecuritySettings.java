package io.coportal.sync.security;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may reach this server at all.
 *
 * @param allowRemote the server may listen on an address other machines can reach
 * @param firstKeyFile where the very first API key is written for the operator
 */
@ConfigurationProperties("coportal.security")
record SecuritySettings(
    @DefaultValue("false") boolean allowRemote,
    @DefaultValue(".data/first-api-key") Path firstKeyFile) {}
