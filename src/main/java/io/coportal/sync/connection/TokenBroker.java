package io.coportal.sync.connection;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * Gives out access tokens that are good now. Any number of workers on any number of instances may
 * ask at once; the ledger is asked for a new one once.
 */
@Component
public class TokenBroker {
  private static final Duration LAST_USE = Duration.ofSeconds(30);

  private final ConnectionStore connections;
  private final GrantStore grants;
  private final TokenRefresher refresher;
  private final Ledgers ledgers;
  private final Clock clock;

  TokenBroker(
      ConnectionStore connections,
      GrantStore grants,
      TokenRefresher refresher,
      Ledgers ledgers,
      Clock clock) {
    this.connections = connections;
    this.grants = grants;
    this.refresher = refresher;
    this.ledgers = ledgers;
    this.clock = clock;
  }

  /**
   * The token for a connection, refreshed first if little time is left.
   *
   * @throws ReconnectNeeded if only the owner can mend it
   * @throws TokenEndpointUnavailable if it may work later
   * @throws LedgerNotConfigured if this server's registration is wrong
   */
  public AccessToken accessToken(String connectionId) {
    return accessTokenOfGrant(grantOf(connectionId));
  }

  /** The same for a connection that was read just now. */
  public AccessToken accessToken(Connection connection) {
    return accessTokenOfGrant(grantOf(connection));
  }

  /** The same for a consent that has no connection yet. */
  public AccessToken accessTokenOfGrant(String grantId) {
    Grant grant = grants.find(grantId).filter(Grant::usable).orElse(null);
    if (grant == null || expiresSoon(grant)) {
      return refreshed(grantId, grant);
    }
    try {
      return grants.accessToken(grant);
    } catch (TokenCipher.Unreadable e) {
      return refresher.refresh(grantId, this::expiresSoon);
    }
  }

  /**
   * A token after the ledger has answered 401 to one.
   *
   * @param rejectedRotation {@link AccessToken#rotation()} of the rejected token; if another worker
   *     has refreshed since, its token is given and the ledger is not asked
   */
  public AccessToken refreshAfterRejection(String connectionId, long rejectedRotation) {
    return refresher.refresh(
        grantOf(connectionId), grant -> grant.rotation() <= rejectedRotation || expiresSoon(grant));
  }

  private AccessToken refreshed(String grantId, Grant stored) {
    try {
      return refresher.refresh(grantId, this::expiresSoon);
    } catch (TokenEndpointUnavailable e) {
      // The old token is still good for a moment: an outage of the sign-in service alone need not
      // stop the work.
      if (stored != null && stored.livesBeyond(clock.instant().plus(LAST_USE))) {
        return grants.accessToken(stored);
      }
      throw e;
    }
  }

  private boolean expiresSoon(Grant grant) {
    Instant needed = clock.instant().plus(ledgers.get(grant.provider()).accessTokenRefreshAhead());
    return !grant.livesBeyond(needed);
  }

  private String grantOf(String connectionId) {
    Connection connection =
        connections
            .find(connectionId)
            .orElseThrow(() -> new ReconnectNeeded("This connection does not exist."));
    return grantOf(connection);
  }

  private String grantOf(Connection connection) {
    if (connection.state() != ConnectionState.CONNECTED || connection.grantId() == null) {
      throw reconnectNeeded(connection, ledgers);
    }
    return connection.grantId();
  }

  static ReconnectNeeded reconnectNeeded(Connection connection, Ledgers ledgers) {
    String ledger = ledgers.get(connection.provider()).displayName();
    return new ReconnectNeeded(
        connection.state() == ConnectionState.DISCONNECTED
            ? connection.organisationName() + " is disconnected from " + ledger + "."
            : ledger
                + " no longer accepts the connection to "
                + connection.organisationName()
                + ".");
  }
}
