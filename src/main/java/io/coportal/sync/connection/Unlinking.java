package io.coportal.sync.connection;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Ends a connection at the ledger and here. Links to invoices stay, for a later reconnect. */
@Component
class Unlinking {
  private static final Logger LOG = LoggerFactory.getLogger(Unlinking.class);
  private final ConnectionStore connections;
  private final GrantStore grants;
  private final TokenEndpoint endpoint;
  private final OrganisationDirectory directory;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;

  Unlinking(
      ConnectionStore connections,
      GrantStore grants,
      TokenEndpoint endpoint,
      OrganisationDirectory directory,
      Audit audit,
      ApplicationEventPublisher events,
      PlatformTransactionManager transactions) {
    this.connections = connections;
    this.grants = grants;
    this.endpoint = endpoint;
    this.directory = directory;
    this.audit = audit;
    this.events = events;
    this.transaction = new TransactionTemplate(transactions);
  }

  void disconnect(Connection connection) {
    if (connection.state() == ConnectionState.CONNECTED) {
      tellLedger(connection);
    }
    String refreshToken = transaction.execute(status -> close(connection));
    if (refreshToken != null) {
      endpoint.revoke(connection.provider(), refreshToken);
    }
  }

  // An owner who wants out gets out, whether the ledger answers or not.
  private void tellLedger(Connection connection) {
    try {
      directory.disconnect(connection);
    } catch (RuntimeException e) {
      LOG.warn(
          "{} did not confirm the disconnect of connection {}: {}",
          connection.provider(),
          connection.id(),
          e.toString());
    }
  }

  /** The refresh token to give back, if nothing else hangs on it. */
  private String close(Connection seen) {
    Grant grant = seen.grantId() == null ? null : grants.lock(seen.grantId()).orElse(null);
    Connection connection = connections.lock(seen.id()).filter(Connection::active).orElse(null);
    if (connection == null) {
      return null;
    }
    connections.update(disconnected(connection));
    audit.record(
        connection.workspaceId(),
        "disconnected",
        "connection:" + connection.id(),
        connection.provider() + " " + connection.organisationName());
    events.publishEvent(new ConnectionClosed(connection.id()));
    return grant == null || !connections.onGrant(grant.id()).isEmpty() ? null : forget(grant);
  }

  private String forget(Grant grant) {
    String refreshToken = null;
    if (grant.usable() && !grants.ownerHasOtherGrants(grant)) {
      try {
        refreshToken = grants.refreshToken(grant);
      } catch (TokenCipher.Unreadable e) {
        LOG.warn("Grant {} cannot be given back: {}", grant.id(), e.getMessage());
      }
    }
    grants.forgetTokens(grant.id());
    return refreshToken;
  }

  private static Connection disconnected(Connection was) {
    return new Connection(
        was.id(),
        was.workspaceId(),
        was.provider(),
        was.organisationId(),
        was.organisationName(),
        was.country(),
        was.baseCurrency(),
        null,
        null,
        ConnectionState.DISCONNECTED,
        was.settings(),
        was.connectedAt());
  }
}
