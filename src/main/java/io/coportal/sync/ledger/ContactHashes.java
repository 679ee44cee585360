package io.coportal.sync.ledger;

import io.coportal.sync.connection.Connection;
import io.coportal.sync.connection.Secrets;
import io.coportal.sync.connection.TokenCipher;
import io.coportal.sync.ledger.ContactIndex.Sought;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What stands in the index for a number, an e-mail address or a name: HMAC-SHA-256 over provider,
 * organisation, kind and value. Its key is random and of this install, encrypted with the keyset,
 * so that neither the database alone tells who the clients are, by trying names, nor two databases
 * together.
 */
@Component
class ContactHashes {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PLACE = "install:contact_key";

  private final JdbcClient jdbc;
  private final TokenCipher cipher;
  private final TransactionTemplate alone;
  private volatile SecretKeySpec key;

  ContactHashes(JdbcClient jdbc, TokenCipher cipher, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.cipher = cipher;
    this.alone = new TransactionTemplate(transactions);
    this.alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /** Makes the key of this install, unless there is one. */
  void prepare() {
    key();
  }

  /** One for each key that is there. Blank ones are not. */
  Set<String> of(Connection connection, Sought contact) {
    Set<String> hashes = new LinkedHashSet<>();
    add(hashes, connection, "number", contact.number());
    add(hashes, connection, "email", plain(contact.email()));
    contact.names().forEach(name -> add(hashes, connection, "name", plain(name)));
    return hashes;
  }

  private void add(Set<String> hashes, Connection connection, String kind, String value) {
    if (value != null && !value.isBlank()) {
      hashes.add(
          hash(String.join("\n", connection.provider(), connection.organisationId(), kind, value)));
    }
  }

  /**
   * Texts that the matching takes for equal are equal here, and those that differ in accents as
   * well: ledgers ignore them, and a contact too many only costs a look.
   */
  private static String plain(String text) {
    if (text == null) {
      return null;
    }
    return Normalizer.normalize(text, Normalizer.Form.NFKD)
        .replaceAll("\\p{Mn}", "")
        .strip()
        .replaceAll("\\s+", " ")
        .codePoints()
        .map(letter -> Character.toLowerCase(Character.toUpperCase(letter)))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private String hash(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key());
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has HMAC-SHA-256", e);
    }
  }

  private SecretKeySpec key() {
    SecretKeySpec known = key;
    if (known == null) {
      known = new SecretKeySpec(stored().orElseGet(this::made), ALGORITHM);
      key = known;
    }
    return known;
  }

  private Optional<byte[]> stored() {
    return jdbc.sql("SELECT contact_key FROM install WHERE contact_key IS NOT NULL")
        .query(byte[].class)
        .optional()
        .map(encrypted -> cipher.decrypt(encrypted, PLACE));
  }

  // In a transaction of its own: a key that is remembered here must not be rolled back there.
  private byte[] made() {
    byte[] encrypted = cipher.encrypt(Secrets.random().getBytes(StandardCharsets.UTF_8), PLACE);
    alone.executeWithoutResult(status -> keepUnlessKnown(encrypted));
    return stored().orElseThrow();
  }

  private void keepUnlessKnown(byte[] encrypted) {
    int kept =
        jdbc.sql("UPDATE install SET contact_key = ? WHERE contact_key IS NULL")
            .param(encrypted)
            .update();
    if (kept > 0) {
      // Made with a key that was lost, they would answer "nobody".
      jdbc.sql("DELETE FROM ledger_contact").update();
      jdbc.sql("DELETE FROM ledger_contact_index").update();
    }
  }
}
