package io.coportal.sync.connection;

import io.coportal.sync.problem.StartRefused;
import java.util.List;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Finds out at the start, and not connection by connection, that the keyset is the wrong one. */
@Component
class KeysetCheck implements SmartInitializingSingleton {
  private static final int SAMPLE = 5;
  private final GrantStore grants;

  KeysetCheck(GrantStore grants) {
    this.grants = grants;
  }

  @Override
  public void afterSingletonsInstantiated() {
    List<Grant> sample = grants.newestWithTokens(SAMPLE);
    if (!sample.isEmpty() && sample.stream().noneMatch(this::opens)) {
      throw new StartRefused(
          "The encryption keyset does not open the tokens in the database.",
          "Point coportal.encryption.keyset-file to the keyset they were stored with; every"
              + " instance on one database needs the same file.");
    }
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
