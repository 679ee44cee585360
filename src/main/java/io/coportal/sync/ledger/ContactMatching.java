package io.coportal.sync.ledger;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.coportal.sync.invoice.Client;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which of the ledger's contacts is CoPortal's client: the one it was, also if people have merged
 * it into another, then our own number, then a unique e-mail with a compatible name, then the exact
 * name. Two answers that disagree are never decided here.
 */
final class ContactMatching {
  private ContactMatching() {}

  /**
   * A contact the ledger found for one of the three questions.
   *
   * @param number the external key we set on contacts we made, may be null
   * @param active false when archived or inactive
   * @param currency ISO 4217, null where the ledger does not bind a contact to one
   * @param mergedInto id of the contact that people have made this one a part of; null: none
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Candidate(
      String contactId,
      String number,
      String name,
      String email,
      boolean active,
      String currency,
      String mergedInto) {}

  /**
   * The contact that is looked for.
   *
   * @param contactId the contact that stood for the client until the ledger refused an invoice for
   *     it; null when there was none
   * @param number our own key for this client
   * @param names under which it may stand, the plain one first
   * @param currency ISO 4217, null where the ledger does not bind a contact to one
   */
  record Wanted(
      Client client, String contactId, String number, List<String> names, String currency) {
    boolean named(Candidate contact) {
      return contact.name() != null
          && names.stream().anyMatch(contact.name().strip()::equalsIgnoreCase);
    }

    boolean sameCurrency(Candidate contact) {
      return currency == null || contact.currency() == null || currency.equals(contact.currency());
    }
  }

  /**
   * @param by id, merged, number, email or name
   */
  record Match(String contactId, String name, String by) {}

  /**
   * @param found all that may be meant; one of another currency is another contact
   * @param othersContacts ids of contacts that stand for other clients of this workspace
   * @return empty when the ledger holds no such contact
   * @throws LedgerStop when the contact is archived, ambiguous or at odds
   */
  static Optional<Match> match(Wanted wanted, List<Candidate> found, Set<String> othersContacts) {
    Client client = wanted.client();
    List<Candidate> candidates = found.stream().filter(wanted::sameCurrency).toList();
    Optional<Candidate> known =
        candidates.stream()
            .filter(Candidate::active)
            .filter(contact -> contact.contactId().equals(wanted.contactId()))
            .findFirst();
    if (known.isPresent()) {
      return known.map(contact -> toMatch(contact, "id"));
    }
    Optional<Candidate> merged = merged(wanted, candidates);
    if (merged.isPresent()) {
      return merged.map(contact -> toMatch(contact, "merged"));
    }
    List<Candidate> byNumber =
        candidates.stream().filter(contact -> wanted.number().equals(contact.number())).toList();
    if (!byNumber.isEmpty()) {
      return Optional.of(only(byNumber, "number", client));
    }
    refuseOtherClientsContact(wanted, candidates, othersContacts);
    List<Candidate> byName = candidates.stream().filter(wanted::named).toList();
    List<Candidate> byEmail =
        client.email() == null
            ? List.of()
            : candidates.stream()
                .filter(contact -> !othersContacts.contains(contact.contactId()))
                .filter(contact -> client.email().equalsIgnoreCase(contact.email()))
                .toList();
    List<Candidate> activeByName = active(byName);
    List<Candidate> activeByEmail = active(byEmail);
    if (activeByEmail.size() == 1 && compatible(activeByEmail.get(0), client)) {
      refuseOtherName(client, activeByEmail.get(0), activeByName);
      return Optional.of(toMatch(activeByEmail.get(0), "email"));
    }
    if (!activeByName.isEmpty()) {
      return Optional.of(only(activeByName, "name", client));
    }
    refuseDoubtfulEmail(client, activeByEmail);
    if (!byName.isEmpty()) {
      throw archived(client);
    }
    return Optional.empty();
  }

  /** What is left of the client's contact: people have said that the two are one. */
  private static Optional<Candidate> merged(Wanted wanted, List<Candidate> candidates) {
    Set<String> into =
        candidates.stream()
            .filter(
                contact ->
                    contact.contactId().equals(wanted.contactId())
                        || wanted.number().equals(contact.number()))
            .map(Candidate::mergedInto)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    return active(candidates).stream()
        .filter(contact -> into.contains(contact.contactId()))
        .findFirst();
  }

  private static void refuseOtherClientsContact(
      Wanted wanted, List<Candidate> candidates, Set<String> othersContacts) {
    candidates.stream()
        .filter(contact -> othersContacts.contains(contact.contactId()))
        .filter(wanted::named)
        .findFirst()
        .ifPresent(
            other -> {
              throw new LedgerStop(
                  ErrorClass.FIX_LEDGER,
                  "contact-at-odds",
                  "The contact %s stands for another client of CoPortal.".formatted(other.name()),
                  "Give the two clients different names in CoPortal and sync again, or choose the contact for this one, too.");
            });
  }

  private static Match only(List<Candidate> contacts, String by, Client client) {
    List<Candidate> active = active(contacts);
    if (active.isEmpty()) {
      throw archived(client);
    }
    if (active.size() > 1) {
      throw new LedgerStop(
          ErrorClass.FIX_LEDGER,
          "contact-ambiguous",
          "The ledger holds %d contacts for %s: %s."
              .formatted(active.size(), client.name(), names(active)),
          "Choose one of them for the client, or merge them in the ledger and sync again.");
    }
    return toMatch(active.get(0), by);
  }

  private static void refuseOtherName(Client client, Candidate byEmail, List<Candidate> byName) {
    byName.stream()
        .filter(contact -> !Objects.equals(contact.contactId(), byEmail.contactId()))
        .findFirst()
        .ifPresent(
            other -> {
              throw new LedgerStop(
                  ErrorClass.FIX_LEDGER,
                  "contact-at-odds",
                  "The e-mail address of %s belongs to the contact %s, but another contact has its name."
                      .formatted(client.name(), byEmail.name()),
                  "Choose one of the two for the client, or correct or merge them in the ledger and sync again.");
            });
  }

  private static void refuseDoubtfulEmail(Client client, List<Candidate> byEmail) {
    if (!byEmail.isEmpty()) {
      throw new LedgerStop(
          ErrorClass.FIX_LEDGER,
          "contact-at-odds",
          "The e-mail address of %s belongs to: %s.".formatted(client.name(), names(byEmail)),
          "Choose the contact for the client, or rename it in the ledger to %s or correct the client's e-mail in CoPortal and sync again."
              .formatted(client.name()));
    }
  }

  private static LedgerStop archived(Client client) {
    return new LedgerStop(
        ErrorClass.FIX_LEDGER,
        "contact-archived",
        "The ledger's contact for %s is archived.".formatted(client.name()),
        "Restore the contact in the ledger and sync again, or choose another for the client.");
  }

  private static List<Candidate> active(List<Candidate> contacts) {
    return contacts.stream().filter(Candidate::active).toList();
  }

  private static Match toMatch(Candidate contact, String by) {
    return new Match(contact.contactId(), contact.name(), by);
  }

  private static boolean compatible(Candidate contact, Client client) {
    String held = plain(contact.name());
    return overlaps(held, plain(client.name())) || overlaps(held, plain(client.company()));
  }

  private static boolean overlaps(String one, String other) {
    return !one.isEmpty() && !other.isEmpty() && (one.contains(other) || other.contains(one));
  }

  private static String plain(String name) {
    return name == null
        ? ""
        : Normalizer.normalize(name, Normalizer.Form.NFKD)
            .replaceAll("[^\\p{L}\\p{N}]", "")
            .toLowerCase(Locale.ROOT);
  }

  private static String names(List<Candidate> contacts) {
    return contacts.stream().map(Candidate::name).collect(Collectors.joining(", "));
  }
}
