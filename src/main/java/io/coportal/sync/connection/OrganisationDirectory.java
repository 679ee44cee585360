package io.coportal.sync.connection;

import java.util.List;
import java.util.Map;

/** What only the ledger itself can say or do about its organisations. */
public interface OrganisationDirectory {
  /**
   * The organisations a fresh consent opens; empty if none.
   *
   * @param grantId the consent; {@link TokenBroker#accessTokenOfGrant} gives its token
   * @param callback what else the ledger put into its callback, for example the id of the
   *     organisation. It came through a browser: believe it only if the ledger confirms it
   * @throws OrganisationRefused for a definite no
   * @throws io.coportal.sync.problem.Problem for what the owner can mend in the ledger
   */
  List<Organisation> list(String provider, String grantId, Map<String, String> callback);

  /** Ends the ledger's side of a connection. The grant is still usable during this call. */
  void disconnect(Connection connection);
}
