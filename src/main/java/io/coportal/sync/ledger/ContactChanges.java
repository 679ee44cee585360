package io.coportal.sync.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.ledger.LedgerRules.ContactRules;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What CoPortal has changed of clients since their contacts in the ledger were told. */
@Component
public class ContactChanges {
  private final ContactLinks links;
  private final LedgerRuleBook ruleBook;
  private final ObjectMapper json;

  ContactChanges(ContactLinks links, LedgerRuleBook ruleBook, ObjectMapper json) {
    this.links = links;
    this.ruleBook = ruleBook;
    this.json = json;
  }

  /**
   * Details that the ledger takes by now, or has refused.
   *
   * @param name under which the contact stands
   */
  public record Told(ClientCase client, Set<ClientDetail> details, String name) {}

  /** Whether there is something to tell of this client, or to keep as told. */
  public boolean any(ClientCase client) {
    return client.link() != null && (client.link().told() == null || !changed(client).isEmpty());
  }

  /**
   * What has changed, of what the ledger's contacts follow. An invoice that arrived earlier than
   * what was told changes nothing: its client may be an older one.
   */
  public Set<ClientDetail> changed(ClientCase client) {
    ContactLink link = client.link();
    if (link.told() == null || client.arrived().isBefore(link.toldAt())) {
      return Set.of();
    }
    Set<ClientDetail> changed = EnumSet.noneOf(ClientDetail.class);
    changed.addAll(ToldDetails.read(link.told()).changed(client.client()));
    changed.retainAll(rules(client).follows());
    return changed;
  }

  /** The client as {@code update-contacts} takes it, with these details and no others. */
  public ObjectNode described(ClientCase client, Set<ClientDetail> details) {
    JsonNode all = json.valueToTree(client.client());
    ObjectNode contact = json.createObjectNode().put("contactId", client.link().contactId());
    details.forEach(detail -> contact.set(detail.member(), all.get(detail.member())));
    if (details.contains(ClientDetail.NAME)) {
      contact.put("name", name(client));
    }
    return contact;
  }

  private String name(ClientCase client) {
    ContactRules rules = rules(client);
    String currency = client.invoice().currency();
    ContactNames names = ContactNames.of(client.client(), currency, rules);
    return rules.perCurrency()
        ? names.inPlaceOf(client.link().contactName(), currency)
        : names.plain();
  }

  /** Clients that were linked before details were kept: as they are now they count as told. */
  public void keep(Collection<ClientCase> clients) {
    tell(
        clients.stream()
            .map(client -> new Told(client, Set.of(), client.link().contactName()))
            .toList());
  }

  /**
   * Keeps what the ledger has been told.
   *
   * @return the clients with their links as they are now, in the same order
   */
  public List<ClientCase> tell(List<Told> told) {
    List<ClientCase> after = told.stream().map(ContactChanges::after).toList();
    links.tell(after);
    return after;
  }

  private static ClientCase after(Told told) {
    ClientCase client = told.client();
    ContactLink link = client.link();
    ToldDetails details =
        link.told() == null
            ? ToldDetails.of(client.client())
            : ToldDetails.read(link.told()).with(told.details(), client.client());
    return client.linked(
        new ContactLink(
            link.contactId(), told.name(), link.doubtful(), details.stored(), client.arrived()));
  }

  private ContactRules rules(ClientCase client) {
    return ruleBook.of(client.connection().provider()).contacts();
  }
}
