package io.coportal.sync.connection;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the keys live that tokens, frozen requests and further keys are encrypted with.
 *
 * @param keysetFile a Tink AEAD keyset in JSON; every instance on one database needs the same file
 */
@ConfigurationProperties("coportal.encryption")
record EncryptionSettings(@DefaultValue(".data/keyset.json") Path keysetFile) {}
