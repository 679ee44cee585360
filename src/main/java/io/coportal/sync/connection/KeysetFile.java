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

/** The keyset on disk: generated on the very first start, never replaced afterwards. */
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
      return Files.exists(file) ? read() : generate();
    } catch (GeneralSecurityException | IOException e) {
      throw new StartRefused(
          "The encryption keyset " + file + " cannot be read.",
          "Restore the file from its backup, or point coportal.encryption.keyset-file to the right"
              + " one.");
    }
  }

  private KeysetHandle read() throws GeneralSecurityException, IOException {
    return TinkJsonProtoKeysetFormat.parseKeyset(
        Files.readString(file), InsecureSecretKeyAccess.get());
  }

  private KeysetHandle generate() throws GeneralSecurityException {
    if (secretsExist()) {
      throw new StartRefused(
          "The encryption keyset "
              + file
              + " is missing, but the database holds secrets only it"
              + " can open.",
          "Restore the file from its backup, or point coportal.encryption.keyset-file to it. If it"
              + " is lost for good, set access_token and refresh_token in token_grant and content"
              + " in provider_request to NULL, and let the owners reconnect.");
    }
    KeysetHandle keyset = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
    PrivateFile.write(
        file, TinkJsonProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get()));
    return keyset;
  }

  private boolean secretsExist() {
    return db.sql(
                """
                SELECT (SELECT COUNT(*) FROM token_grant
                         WHERE access_token IS NOT NULL OR refresh_token IS NOT NULL)
                     + (SELECT COUNT(*) FROM provider_request WHERE content IS NOT NULL)
                """)
            .query(Long.class)
            .single()
        > 0;
  }
}
