package io.coportal.sync.connection;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/**
 * Encrypts what must not be readable in the database. The associated data ties a secret to its row:
 * copied to another row, it does not open.
 */
@Component
public class TokenCipher {
  private final KeysetHandle keyset;
  private final Aead aead;

  TokenCipher(KeysetFile file) throws GeneralSecurityException {
    this.keyset = file.open();
    this.aead = keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
  }

  /** The id, as the keyset's file shows it, of the key that encrypts. */
  long primaryKeyId() {
    return Integer.toUnsignedLong(keyset.getPrimary().getId());
  }

  /** The ids of all keys that decrypt. */
  List<Long> keyIds() {
    return IntStream.range(0, keyset.size())
        .mapToObj(position -> Integer.toUnsignedLong(keyset.getAt(position).getId()))
        .toList();
  }

  /** The stored bytes were changed, belong to another row, or need a key that is not there. */
  public static class Unreadable extends RuntimeException {
    Unreadable(GeneralSecurityException cause) {
      super("A stored secret does not open with the keyset of this server.", cause);
    }
  }

  /**
   * @param associatedData what the secret belongs to, for example an id and a field name; needed
   *     again to open it, not itself secret
   */
  public byte[] encrypt(byte[] plain, String associatedData) {
    try {
      return aead.encrypt(plain, associatedData.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Encryption is not possible", e);
    }
  }

  /**
   * @throws Unreadable if the bytes are not exactly what {@link #encrypt} made for this associated
   *     data
   */
  public byte[] decrypt(byte[] sealed, String associatedData) {
    try {
      return aead.decrypt(sealed, associatedData.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new Unreadable(e);
    }
  }
}
