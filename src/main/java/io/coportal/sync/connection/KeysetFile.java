package io.coportal.sync.connection;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.coportal.sync.problem.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The keyset on disk: generated on the very first start of all instances, never replaced
 * afterwards.
 */
@Component
class KeysetFile {
  private final Path file;
  private final JdbcClient db;

  KeysetFile(EncryptionSettings settings, JdbcClient db) {
    this.file = settings.keysetFile();
    this.db = db;
  }

  /**
   * @throws StartRefused if the file is unreadable, or missing while secrets encrypted with it
   *     exist
   */
  KeysetHandle open() {
    try {
      AeadConfig.register();
      // Asked before the file is looked for: another first start writes it before it is in use.
      boolean inUse = isInUse();
      return parsed(Files.exists(file) ? Files.readString(file) : generated(inUse));
    } catch (GeneralSecurityException | IOException e) {
      throw new StartRefused(
          "The encryption keyset " + file + " cannot be read.",
          "Restore the file from its backup, or point coportal.encryption.keyset-file to the right"
              + " one.");
    }
  }

  private static KeysetHandle parsed(String text) throws GeneralSecurityException {
    return TinkJsonProtoKeysetFormat.parseKeyset(text, InsecureSecretKeyAccess.get());
  }

  private String generated(boolean inUse) throws GeneralSecurityException {
    if (inUse) {
      throw new StartRefused(
          "The encryption keyset " + file + " is missing, but this database is used with one.",
          "Restore the file from its backup or copy it from another instance, or point"
              + " coportal.encryption.keyset-file to it. If it is lost for good, set access_token"
              + " and refresh_token in token_grant, content in provider_request and keyset_id and"
              + " contact_key in install to NULL, and let the owners reconnect.");
    }
    KeysetHandle keyset = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
    return PrivateFile.firstText(
        file, TinkJsonProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get()));
  }

  private boolean isInUse() {
    return db.sql(
                """
                SELECT (SELECT COUNT(*) FROM token_grant
                         WHERE access_token IS NOT NULL OR refresh_token IS NOT NULL)
                     + (SELECT COUNT(*) FROM provider_request WHERE content IS NOT NULL)
                     + (SELECT COUNT(*) FROM install WHERE keyset_id IS NOT NULL)
                """)
            .query(Long.class)
            .single()
        > 0;
  }
}
