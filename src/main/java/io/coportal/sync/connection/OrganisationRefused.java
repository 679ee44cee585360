package io.coportal.sync.connection;

/** The ledger definitely does not let a consent into the organisation that came with it. */
public class OrganisationRefused extends RuntimeException {
  /**
   * @param words the ledger's, for the log
   */
  public OrganisationRefused(String words) {
    super(words);
  }
}
