package io.coportal.sync.connection;

import io.coportal.sync.problem.StartRefused;
import java.util.List;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds out at the start, and not connection by connection, that the keyset is the wrong one. */
@Component
class KeysetCheck implements SmartInitializingSingleton {
  private static final int SAMPLE = 5;
  private final GrantStore grants;
  private final TokenCipher cipher;
  private final JdbcClient db;

  KeysetCheck(GrantStore grants, TokenCipher cipher, JdbcClient db) {
    this.grants = grants;
    this.cipher = cipher;
    this.db = db;
  }

  @Override
  public void afterSingletonsInstantiated() {
    refuseUnlessTokensOpen();
    if (!isTheKeysetOfThisDatabase()) {
      throw new StartRefused(
          "The encryption keyset is not the one this database is used with.",
          "Copy the file of the instance that was started first, or point"
              + " coportal.encryption.keyset-file to it; every instance on one database needs the"
              + " same file.");
    }
  }

  private void refuseUnlessTokensOpen() {
    List<Grant> sample = grants.newestWithTokens(SAMPLE);
    if (!sample.isEmpty() && sample.stream().noneMatch(this::opens)) {
      throw new StartRefused(
          "The encryption keyset does not open the tokens in the database.",
          "Point coportal.encryption.keyset-file to the keyset they were stored with; every"
              + " instance on one database needs the same file.");
    }
  }

  // The first instance leaves its key's id. A keyset that also holds that key has been given a new
  // one since: from here on the old file is the wrong one.
  private boolean isTheKeysetOfThisDatabase() {
    return db.sql(
                "UPDATE install SET keyset_id = :id WHERE keyset_id IS NULL OR keyset_id IN (:known)")
            .param("id", cipher.primaryKeyId())
            .param("known", cipher.keyIds())
            .update()
        > 0;
  }

  private boolean opens(Grant grant) {
    try {
      grants.accessToken(grant);
      return true;
    } catch (TokenCipher.Unreadable e) {
      return false;
    }
  }
}
