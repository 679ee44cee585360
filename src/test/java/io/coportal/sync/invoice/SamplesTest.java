package io.coportal.sync.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.coportal.sync.SampleData;
import io.coportal.sync.SampleData.Sample;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ClassPathResource;

class SamplesTest {
  private static final List<Sample> SAMPLES = SampleData.invoices();

  private static List<String> those(Predicate<Invoice> interesting) {
    return SAMPLES.stream()
        .filter(s -> interesting.test(s.invoice()))
        .map(Sample::toString)
        .toList();
  }

  private static Stream<LineItem> lines(Predicate<LineItem> interesting) {
    return SAMPLES.stream().flatMap(s -> s.invoice().lines().stream()).filter(interesting);
  }

  @Test
  void areSixtyInFiveWorkspaces() {
    Map<String, Long> counts =
        SAMPLES.stream().collect(Collectors.groupingBy(Sample::workspaceId, Collectors.counting()));
    assertThat(counts)
        .isEqualTo(
            Map.of(
                "uk-studio",
                16L,
                "za-agency",
                14L,
                "au-freelance",
                12L,
                "nz-collective",
                9L,
                "us-partners",
                9L));
    assertThat(SampleData.workspaces())
        .extracting(w -> w.workspace().id())
        .containsExactlyInAnyOrderElementsOf(counts.keySet());
  }

  @Test
  void haveIdsOfTheirOwnAndNumbersUniqueInTheWorkspace() {
    assertThat(SAMPLES).extracting(Sample::id).doesNotHaveDuplicates();
    assertThat(SAMPLES)
        .extracting(s -> s.workspaceId() + s.invoice().number())
        .doesNotHaveDuplicates();
    assertThat(SAMPLES)
        .allSatisfy(
            s ->
                assertThat(s.invoice().url())
                    .isEqualTo("https://app.coportal.example/invoices/" + s.id()));
  }

  @Test
  void areAllExplained() throws IOException {
    String readme =
        new ClassPathResource("samples/README.md").getContentAsString(StandardCharsets.UTF_8);
    assertThat(readme).contains(SAMPLES.stream().map(s -> "| " + s.id() + " |").toList());
    assertThat(readme.lines().filter(line -> line.contains("| inv-"))).hasSize(60);
  }

  static Stream<Arguments> wanted() {
    return Stream.of(
        Arguments.of("a draft in two workspaces", 2, ofStatus(InvoiceStatus.DRAFT)),
        Arguments.of("awaiting confirmation", 4, ofStatus(InvoiceStatus.AWAITING_CONFIRMATION)),
        Arguments.of("paid", 7, ofStatus(InvoiceStatus.PAID)),
        Arguments.of("no due date", 4, (Predicate<Invoice>) i -> i.dueDate() == null),
        Arguments.of("no e-mail", 3, (Predicate<Invoice>) i -> i.client().email() == null),
        Arguments.of("a reference", 4, (Predicate<Invoice>) i -> i.reference() != null),
        Arguments.of("a total of zero", 1, (Predicate<Invoice>) i -> i.total().signum() == 0),
        Arguments.of("120 lines", 1, (Predicate<Invoice>) i -> i.lines().size() == 120),
        Arguments.of(
            "250 characters", 1, (Predicate<Invoice>) i -> i.client().name().length() == 250),
        Arguments.of("an export in USD", 1, export("GB", "USD")),
        Arguments.of("an export in EUR", 1, export("GB", "EUR")),
        Arguments.of("an export in GBP", 1, export("ZA", "GBP")),
        Arguments.of("several rates", 3, (Predicate<Invoice>) i -> rates(i).size() > 1),
        Arguments.of("reduced", 1, ofReason(TaxReason.REDUCED)),
        Arguments.of("exempt", 2, ofReason(TaxReason.EXEMPT)),
        Arguments.of("out of scope", 5, ofReason(TaxReason.OUT_OF_SCOPE)),
        Arguments.of("8.25 %", 3, ofRate("8.25")),
        Arguments.of("10 %", 8, ofRate("10")),
        Arguments.of("Hebrew", 1, written("\\p{IsHebrew}")),
        Arguments.of("Arabic", 1, written("\\p{IsArabic}")),
        Arguments.of("Chinese", 1, written("\\p{IsHan}")),
        Arguments.of("emoji", 3, written("[\\x{1F300}-\\x{1FAFF}]")),
        Arguments.of("an apostrophe", 3, written("'")),
        Arguments.of("a double quote", 3, written("\"")),
        Arguments.of("a backslash", 2, written("\\\\")),
        Arguments.of("an ampersand", 2, written("&")),
        Arguments.of("a long description", 1, written("(?s).{3500,}")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wanted")
  void cover(String what, int atLeast, Predicate<Invoice> interesting) {
    assertThat(those(interesting)).as(what).hasSizeGreaterThanOrEqualTo(atLeast);
  }

  @Test
  void coverUnusualQuantitiesAndPrices() {
    assertThat(lines(l -> true).map(l -> l.quantity().toPlainString()))
        .contains("1.25", "0.3333", "0.5", "-1");
    assertThat(lines(l -> l.unitPrice().scale() == 4)).hasSizeGreaterThan(3);
    assertThat(lines(l -> l.unitPrice().scale() == 5)).hasSize(1);
    assertThat(lines(l -> l.exactAmount().signum() < 0)).hasSizeGreaterThan(3);
  }

  @Test
  void billOneClientSeveralTimes() {
    Set<String> once = new HashSet<>();
    assertThat(SAMPLES.stream().filter(s -> !once.add(s.invoice().client().clientId())))
        .hasSizeGreaterThan(20);
  }

  @Test
  void exactlyOneInEachWorkspaceHasAnotherTaxByLineThanOnTheSum() {
    List<Sample> different = SAMPLES.stream().filter(s -> !matchesByLine(s.invoice())).toList();
    assertThat(different)
        .extracting(Sample::workspaceId)
        .containsExactlyInAnyOrder(
            "uk-studio", "za-agency", "au-freelance", "nz-collective", "us-partners");
    assertThat(different)
        .allSatisfy(
            s ->
                assertThat(taxByLine(s.invoice()).subtract(s.invoice().taxTotal()).abs())
                    .isEqualByComparingTo("0.01"));
  }

  private static boolean matchesByLine(Invoice invoice) {
    BigDecimal subtotal =
        invoice.lines().stream()
            .map(SamplesTest::ledgerAmount)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return subtotal.compareTo(invoice.subtotal()) == 0
        && taxByLine(invoice).compareTo(invoice.taxTotal()) == 0;
  }

  private static BigDecimal taxByLine(Invoice invoice) {
    return invoice.lines().stream()
        .map(l -> ledgerAmount(l).multiply(l.effectiveTaxRate(invoice)).movePointLeft(2))
        .map(tax -> tax.setScale(2, RoundingMode.HALF_UP))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal ledgerAmount(LineItem line) {
    BigDecimal quantity = line.quantity().setScale(4, RoundingMode.HALF_UP);
    BigDecimal price = line.unitPrice().setScale(4, RoundingMode.HALF_UP);
    return quantity.multiply(price).setScale(2, RoundingMode.HALF_UP);
  }

  private static Predicate<Invoice> ofStatus(InvoiceStatus status) {
    return invoice -> invoice.status() == status;
  }

  private static Predicate<Invoice> ofReason(TaxReason reason) {
    return invoice -> invoice.taxReason() == reason;
  }

  private static Predicate<Invoice> ofRate(String percent) {
    return invoice -> invoice.taxRate().compareTo(new BigDecimal(percent)) == 0;
  }

  private static Predicate<Invoice> export(String from, String currency) {
    Set<String> ids =
        SampleData.workspaces().stream()
            .map(SampleData.SampleWorkspace::workspace)
            .filter(w -> w.country().equals(from))
            .flatMap(w -> SampleData.invoices(w.id()).stream().map(Sample::id))
            .collect(Collectors.toSet());
    return invoice ->
        ids.contains(invoice.id())
            && invoice.taxReason() == TaxReason.ZERO_RATED_EXPORT
            && invoice.currency().equals(currency);
  }

  private static Set<BigDecimal> rates(Invoice invoice) {
    return invoice.lines().stream()
        .map(line -> line.effectiveTaxRate(invoice))
        .collect(Collectors.toSet());
  }

  private static Predicate<Invoice> written(String regex) {
    Pattern pattern = Pattern.compile(regex);
    return invoice ->
        Stream.concat(
                Stream.of(invoice.client().name(), invoice.client().company()),
                invoice.lines().stream().map(LineItem::description))
            .filter(Objects::nonNull)
            .anyMatch(text -> pattern.matcher(text).find());
  }
}
