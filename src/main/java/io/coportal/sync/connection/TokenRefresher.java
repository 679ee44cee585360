package io.coportal.sync.connection;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Refreshes a grant under its row lock, so that of all workers on all instances one calls the
 * ledger and the others find the new pair. The only place where a transaction spans a call.
 */
@Component
class TokenRefresher {
  private static final Logger LOG = LoggerFactory.getLogger(TokenRefresher.class);
  // A slow sign-in service must not take every database connection of this instance.
  private static final int AT_ONCE = 4;
  private static final int WAIT_SECONDS = 20;

  private final GrantStore grants;
  private final ConnectionStore connections;
  private final TokenEndpoint endpoint;
  private final Ledgers ledgers;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final Semaphore slots = new Semaphore(AT_ONCE, true);

  TokenRefresher(
      GrantStore grants,
      ConnectionStore connections,
      TokenEndpoint endpoint,
      Ledgers ledgers,
      Audit audit,
      PlatformTransactionManager transactions) {
    this.grants = grants;
    this.connections = connections;
    this.endpoint = endpoint;
    this.ledgers = ledgers;
    this.audit = audit;
    this.transaction = new TransactionTemplate(transactions);
    this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  private static final class RefusedAt extends RuntimeException {
    private final long rotation;

    RefusedAt(long rotation, RuntimeException cause) {
      super(cause);
      this.rotation = rotation;
    }
  }

  /**
   * @param needed asked of the row as it is under the lock: another worker may have refreshed it
   */
  AccessToken refresh(String grantId, Predicate<Grant> needed) {
    try {
      return attempt(grantId, needed);
    } catch (RefusedAt refused) {
      if (retire(grantId, refused.rotation)) {
        throw cut(grantId);
      }
    }
    try {
      return attempt(grantId, needed);
    } catch (RefusedAt again) {
      retire(grantId, again.rotation);
      throw cut(grantId);
    }
  }

  private AccessToken attempt(String grantId, Predicate<Grant> needed) {
    return alone(grantId, () -> refreshLocked(grantId, needed));
  }

  private AccessToken refreshLocked(String grantId, Predicate<Grant> needed) {
    Grant grant = grants.lock(grantId).orElseThrow(() -> cut(grantId));
    if (!grant.usable()) {
      throw new RefusedAt(grant.rotation(), null);
    }
    try {
      AccessToken stored = grants.accessToken(grant);
      if (!needed.test(grant)) {
        return stored;
      }
      String refreshToken = grants.refreshToken(grant);
      if (refreshToken == null) {
        throw new RefusedAt(grant.rotation(), null);
      }
      grants.rotate(grant, endpoint.refresh(grant.provider(), stored, refreshToken));
      return grants.find(grantId).map(grants::accessToken).orElseThrow(() -> cut(grantId));
    } catch (TokenEndpoint.Refused | TokenCipher.Unreadable e) {
      throw new RefusedAt(grant.rotation(), e);
    }
  }

  /** Gives the grant up unless another worker has refreshed it meanwhile; says whether it did. */
  boolean retire(String grantId, long rotation) {
    return alone(
        grantId,
        () -> {
          Grant grant = grants.lock(grantId).orElseThrow(() -> cut(grantId));
          if (grant.rotation() != rotation) {
            return false;
          }
          if (grant.state() != Grant.State.REVOKED) {
            grants.setState(grantId, Grant.State.DEAD);
          }
          connections.askToReconnect(grantId).forEach(this::reported);
          return true;
        });
  }

  private void reported(Connection connection) {
    audit.record(
        connection.workspaceId(), "reconnect-needed", "connection:" + connection.id(), null);
    LOG.warn(
        "Connection {} to {} needs its owner: the ledger refuses the grant.",
        connection.id(),
        connection.provider());
  }

  private ReconnectNeeded cut(String grantId) {
    List<Connection> on = connections.onGrant(grantId);
    return on.isEmpty()
        ? new ReconnectNeeded("This consent is over.")
        : TokenBroker.reconnectNeeded(on.get(0), ledgers);
  }

  private <T> T alone(String grantId, Supplier<T> work) {
    try {
      if (!slots.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw new TokenEndpointUnavailable("this ledger", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TokenEndpointUnavailable("this ledger", e);
    }
    try {
      return transaction.execute(status -> work.get());
    } catch (TransientDataAccessException e) {
      throw new TokenEndpointUnavailable("this ledger (another worker is asking it)", e);
    } finally {
      slots.release();
    }
  }
}
