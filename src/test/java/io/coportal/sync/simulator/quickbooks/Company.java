package io.coportal.sync.simulator.quickbooks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One company's books. Whoever reads or changes them holds its monitor. */
final class Company {
  /** One name may be held by one of these only. */
  static final List<String> NAMES = List.of("Customer", "Vendor", "Employee");

  private static final Map<String, String> SEQUENCES =
      Map.of(
          "Customer", "Name",
          "Vendor", "Name",
          "Employee", "Name",
          "Invoice", "Transaction",
          "Payment", "Transaction");

  /** Every kind begins elsewhere, so that an id of the wrong kind is found out. */
  private static final Map<String, Long> OFFSETS =
      Map.of("TaxRate", 20L, "TaxCode", 40L, "Name", 60L, "Account", 80L, "Transaction", 140L);

  final Profile profile;
  final Clock clock;
  final Settings settings = new Settings();
  final Map<String, BigDecimal> dayRates = new LinkedHashMap<>();
  final Map<String, BigDecimal> credits = new HashMap<>();
  private final Map<String, Map<String, ObjectNode>> tables = new HashMap<>();
  private final Set<String> deletedInvoices = new HashSet<>();
  private final Map<String, Long> lastIds = new HashMap<>();
  private long nextNumber = 1001;

  /**
   * What never changes about a company.
   *
   * @param firstId where its ids begin, so that no id means the same in two companies
   */
  record Profile(String realm, String name, String country, String homeCurrency, long firstId) {
    boolean unitedStates() {
      return country.equals("US");
    }
  }

  /** What people can switch. */
  static final class Settings {
    boolean customTxnNumbers = true;
    boolean multiCurrency;
    boolean usingSalesTax = true;
    boolean automatedSalesTax;
    boolean allowDiscount = true;
    boolean autoApplyCredit;
    boolean roundTaxByLine;
    boolean inactiveNamesBlock;
    boolean french;
    boolean lapsed;
    LocalDate bookCloseDate;
  }

  Company(Profile profile, Clock clock) {
    this.profile = profile;
    this.clock = clock;
  }

  Collection<ObjectNode> all(String type) {
    return table(type).values();
  }

  Optional<ObjectNode> find(String type, String id) {
    return Optional.ofNullable(table(type).get(id));
  }

  /** The object of this id. */
  ObjectNode read(String type, String id) {
    return find(type, id)
        .orElseThrow(
            () ->
                type.equals("Invoice") && deletedInvoices.contains(id)
                    ? Refusal.deleted()
                    : Refusal.notFound());
  }

  /** Stores a new or changed object: id, next SyncToken, time stamps. */
  ObjectNode keep(String type, ObjectNode object) {
    var now = Stamps.seconds(clock.instant());
    var known = object.hasNonNull("Id") && table(type).containsKey(object.get("Id").asText());
    if (!object.hasNonNull("Id")) {
      object.put("Id", nextId(type));
    }
    object.put("SyncToken", known ? Integer.toString(object.get("SyncToken").asInt() + 1) : "0");
    object.put("domain", "QBO").put("sparse", false);
    var created = object.at("/MetaData/CreateTime").asText(now);
    object.putObject("MetaData").put("CreateTime", created).put("LastUpdatedTime", now);
    table(type).put(object.get("Id").asText(), object);
    return object;
  }

  void delete(String type, String id) {
    table(type).remove(id);
    deletedInvoices.add(id);
  }

  /** The object of these kinds that holds a name, without regard to case. */
  Optional<ObjectNode> named(Collection<String> types, String member, String name) {
    return types.stream()
        .flatMap(type -> all(type).stream())
        .filter(found -> settings.inactiveNamesBlock || found.path("Active").asBoolean(true))
        .filter(found -> bare(found.path(member).asText()).equalsIgnoreCase(name))
        .findFirst();
  }

  /** The invoice that holds a number; a voided one does. */
  Optional<ObjectNode> holderOf(String number) {
    return all("Invoice").stream()
        .filter(found -> found.path("DocNumber").asText().equalsIgnoreCase(number))
        .findFirst();
  }

  String takeNextNumber() {
    var number = Long.toString(nextNumber++);
    return holderOf(number).isPresent() ? takeNextNumber() : number;
  }

  boolean knowsCurrency(String code) {
    return all("CompanyCurrency").stream()
        .anyMatch(each -> each.path("Code").asText().equals(code));
  }

  /** A name without the mark of an inactive one. */
  static String bare(String name) {
    return name.endsWith(CustomerChange.DELETED)
        ? name.substring(0, name.length() - CustomerChange.DELETED.length())
        : name;
  }

  private Map<String, ObjectNode> table(String type) {
    return tables.computeIfAbsent(type, each -> new LinkedHashMap<>());
  }

  private String nextId(String type) {
    var sequence = SEQUENCES.getOrDefault(type, type);
    var first = profile.firstId() + OFFSETS.getOrDefault(sequence, 0L);
    return Long.toString(lastIds.merge(sequence, first, (last, none) -> last + 1));
  }
}
