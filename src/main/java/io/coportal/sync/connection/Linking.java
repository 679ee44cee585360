package io.coportal.sync.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coportal.sync.problem.Problem;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes a connection out of a consent and the organisation the owner chose. */
@Component
class Linking {
  private final JdbcClient db;
  private final ConnectionStore connections;
  private final GrantStore grants;
  private final Ledgers ledgers;
  private final Audit audit;
  private final ObjectMapper json;
  private final Clock clock;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;

  Linking(
      JdbcClient db,
      ConnectionStore connections,
      GrantStore grants,
      Ledgers ledgers,
      Audit audit,
      ObjectMapper json,
      Clock clock,
      ApplicationEventPublisher events,
      PlatformTransactionManager transactions) {
    this.db = db;
    this.connections = connections;
    this.grants = grants;
    this.ledgers = ledgers;
    this.audit = audit;
    this.json = json;
    this.clock = clock;
    this.events = events;
    this.transaction = new TransactionTemplate(transactions);
  }

  /**
   * @throws Problem 409 if the organisation belongs to another workspace, or this workspace is
   *     connected to another organisation
   */
  Connection connect(Consent consent, Organisation organisation) {
    try {
      return transaction.execute(status -> connectLocked(consent, organisation));
    } catch (DuplicateKeyException e) {
      throw new Problem(
          409,
          "organisation-linked-elsewhere",
          organisation.name() + " is already connected to another CoPortal workspace.",
          "Disconnect it in that workspace first, then reload this page; or choose another"
              + " organisation.");
    }
  }

  private Connection connectLocked(Consent consent, Organisation organisation) {
    lockWorkspace(consent.workspaceId());
    List<Connection> known =
        connections.ofWorkspace(consent.workspaceId()).stream()
            .filter(c -> c.provider().equals(consent.provider()))
            .toList();
    refuseSecondOrganisation(known, organisation);
    Optional<Connection> before =
        known.stream().filter(c -> c.organisationId().equals(organisation.id())).findFirst();
    before.map(Connection::grantId).ifPresent(grants::lock);
    makeLive(consent.grantId());
    Connection connection = connection(consent, organisation, before.orElse(null));
    if (before.isPresent()) {
      connections.update(connection);
      forgetUnused(before.get().grantId());
      events.publishEvent(new ConnectionRestored(connection.id()));
    } else {
      connections.insert(connection);
    }
    audit.record(
        connection.workspaceId(),
        before.isPresent() ? "reconnected" : "connected",
        "connection:" + connection.id(),
        connection.provider() + " " + connection.organisationName());
    return connection;
  }

  private void lockWorkspace(String workspaceId) {
    db.sql("SELECT id FROM workspace WHERE id = :id FOR UPDATE")
        .param("id", workspaceId)
        .query(String.class)
        .optional()
        .orElseThrow(
            () -> Problem.notFound("This workspace", "Start again in a workspace that exists."));
  }

  private void refuseSecondOrganisation(List<Connection> known, Organisation organisation) {
    known.stream()
        .filter(Connection::active)
        .filter(c -> !c.organisationId().equals(organisation.id()))
        .findFirst()
        .ifPresent(
            other -> {
              String ledger = ledgers.get(other.provider()).displayName();
              throw new Problem(
                  409,
                  "other-organisation-connected",
                  "This workspace is connected to "
                      + other.organisationName()
                      + " in "
                      + ledger
                      + ", and you chose "
                      + organisation.name()
                      + ".",
                  "Choose "
                      + other.organisationName()
                      + ", or disconnect it under Settings →"
                      + " Integrations first and then reload this page.");
            });
  }

  private void makeLive(String grantId) {
    Grant grant =
        grants
            .lock(grantId)
            .filter(Grant::usable)
            .orElseThrow(() -> new ReconnectNeeded("This consent is over."));
    grants.setState(grant.id(), Grant.State.LIVE);
  }

  private void forgetUnused(String oldGrantId) {
    if (oldGrantId != null && connections.onGrant(oldGrantId).isEmpty()) {
      grants.forgetTokens(oldGrantId);
    }
  }

  private Connection connection(Consent consent, Organisation chosen, Connection before) {
    return new Connection(
        before == null ? UUID.randomUUID().toString() : before.id(),
        consent.workspaceId(),
        consent.provider(),
        chosen.id(),
        chosen.name(),
        chosen.country(),
        chosen.baseCurrency(),
        chosen.providerConnectionId(),
        consent.grantId(),
        ConnectionState.CONNECTED,
        SettingsPatch.apply(
            before == null ? ConnectionSettings.DEFAULT : before.settings(), patch(consent)),
        clock.instant());
  }

  private JsonNode patch(Consent consent) {
    try {
      return consent.settings() == null ? null : json.readTree(consent.settings());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The settings of a link are not JSON", e);
    }
  }
}
