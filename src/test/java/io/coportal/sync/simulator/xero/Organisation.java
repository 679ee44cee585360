package io.coportal.sync.simulator.xero;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** One organisation's books. Whoever reads or changes them holds its monitor. */
final class Organisation {
  final Profile profile;
  final Clock clock;
  final Map<String, String> currencies = new LinkedHashMap<>();
  final Map<String, BigDecimal> dayRates = new LinkedHashMap<>();
  final List<Account> accounts = new ArrayList<>();
  final List<TaxRate> taxRates = new ArrayList<>();
  final List<Item> items = new ArrayList<>();
  final List<String> regions = List.of("North", "South");
  final Map<UUID, Contact> contacts = new LinkedHashMap<>();
  final Map<UUID, Invoice> invoices = new LinkedHashMap<>();
  LocalDate periodLock;
  LocalDate yearLock;
  boolean deadInvoicesFreeTheirNumber;

  /** Invoices that the plan lets be approved this month; null: any number. */
  Integer approvalsLeft;

  private int nextNumber = 1;

  /** What never changes about an organisation. */
  record Profile(
      UUID id,
      String name,
      String country,
      String version,
      String baseCurrency,
      String timezone,
      ZoneId zone,
      String taxNumber,
      UUID brandingTheme) {}

  Organisation(Profile profile, Clock clock) {
    this.profile = profile;
    this.clock = clock;
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), profile.zone());
  }

  Optional<Account> account(Predicate<Account> wanted) {
    return accounts.stream().filter(wanted).findFirst();
  }

  Optional<Account> accountByCode(String code) {
    return account(candidate -> candidate.code().equalsIgnoreCase(code));
  }

  Optional<TaxRate> taxRate(String taxType) {
    return taxRates.stream().filter(rate -> rate.taxType().equalsIgnoreCase(taxType)).findFirst();
  }

  Optional<Item> item(String code) {
    return items.stream().filter(item -> item.code().equalsIgnoreCase(code)).findFirst();
  }

  Optional<Contact> contact(Predicate<Contact> wanted) {
    return contacts.values().stream()
        .filter(wanted)
        .min(Comparator.comparing(found -> found.archived));
  }

  Optional<Contact> activeByName(String name) {
    return contact(found -> !found.archived && found.name().equalsIgnoreCase(name));
  }

  Optional<Contact> contactByNumber(String number) {
    return contact(found -> !number.isEmpty() && found.number().equalsIgnoreCase(number));
  }

  /** The sales invoice that holds a number; a dead one counts unless the organisation frees it. */
  Optional<Invoice> holderOf(String number) {
    return invoices.values().stream()
        .filter(Invoice::sale)
        .filter(found -> !(found.dead() && deadInvoicesFreeTheirNumber))
        .filter(found -> found.number.equalsIgnoreCase(number))
        .findFirst();
  }

  String takeNextNumber() {
    var number = "INV-%04d".formatted(nextNumber++);
    return holderOf(number).isPresent() ? takeNextNumber() : number;
  }

  void keep(Contact contact) {
    contact.updated = now();
    contacts.put(contact.id, contact);
  }

  void keep(Invoice invoice) {
    invoice.updated = now();
    invoices.put(invoice.id, invoice);
    Optional.ofNullable(contacts.get(invoice.contactId))
        .filter(found -> invoice.sale())
        .ifPresent(found -> found.customer = true);
  }
}
