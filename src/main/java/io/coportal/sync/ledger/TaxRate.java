package io.coportal.sync.ledger;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * A tax code of the ledger with what it charges.
 *
 * @param rate effective rate in percent, the same on every day; null when the components tell
 * @param sales whether it may be used on sales
 * @param anyRate whether it stands for every positive rate: the tax comes with the invoice
 * @param components what the rate is made of; empty when {@code rate} tells
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TaxRate(
    String code,
    String name,
    BigDecimal rate,
    boolean active,
    boolean sales,
    boolean anyRate,
    List<Component> components) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  public TaxRate {
    components = components == null ? List.of() : List.copyOf(components);
  }

  /**
   * One tax of several.
   *
   * @param id the ledger's id of this tax, which several codes may share; null where it has none
   * @param compound whether it is charged on the amount with the taxes before it
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Component(String id, boolean compound, List<Period> periods) {
    public Component {
      periods = List.copyOf(periods);
    }
  }

  /**
   * @param rate percent
   * @param from first day, null: always
   * @param until last day, null: still
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Period(BigDecimal rate, LocalDate from, LocalDate until) {
    boolean holds(LocalDate day) {
      return (from == null || !day.isBefore(from)) && (until == null || !day.isAfter(until));
    }
  }

  boolean usable() {
    return active && sales;
  }

  /** Whether a line of this percentage may carry the code on that day. */
  boolean charges(BigDecimal percent, LocalDate day) {
    return anyRate
        ? percent.signum() > 0
        : !chargesOn(day).isEmpty() && effectiveOn(day).compareTo(percent) == 0;
  }

  /**
   * What is charged on the amount without tax.
   *
   * @param tax what the ledger sums by where it rounds the tax of a document
   * @param percent exact
   */
  public record Charge(String tax, BigDecimal percent) {}

  /**
   * The taxes that are charged on that day, one for each that the ledger rounds by itself; empty
   * when the code is not in force or the invoice tells.
   */
  List<Charge> chargesOn(LocalDate day) {
    if (components.isEmpty()) {
      return rate == null ? List.of() : List.of(new Charge(code, rate));
    }
    List<Charge> charges = new ArrayList<>();
    BigDecimal before = BigDecimal.ZERO;
    for (Component component : components) {
      Period inForce =
          component.periods().stream().filter(period -> period.holds(day)).findFirst().orElse(null);
      if (inForce == null) {
        return List.of();
      }
      BigDecimal percent = component.compound() ? onTop(inForce.rate(), before) : inForce.rate();
      charges.add(
          new Charge(
              component.id() == null ? code + "/" + charges.size() : component.id(), percent));
      before = before.add(percent);
    }
    return charges;
  }

  BigDecimal effectiveOn(LocalDate day) {
    return chargesOn(day).stream().map(Charge::percent).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal onTop(BigDecimal percent, BigDecimal before) {
    return percent.multiply(HUNDRED.add(before)).divide(HUNDRED);
  }
}
