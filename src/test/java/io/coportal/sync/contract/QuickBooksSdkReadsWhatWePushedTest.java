package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.intuit.ipp.core.Context;
import com.intuit.ipp.core.ServiceType;
import com.intuit.ipp.data.Customer;
import com.intuit.ipp.data.EmailStatusEnum;
import com.intuit.ipp.data.Invoice;
import com.intuit.ipp.data.Line;
import com.intuit.ipp.data.LineDetailTypeEnum;
import com.intuit.ipp.data.TaxCode;
import com.intuit.ipp.exception.FMSException;
import com.intuit.ipp.security.OAuth2Authorizer;
import com.intuit.ipp.services.DataService;
import com.intuit.ipp.util.Config;
import io.coportal.sync.SampleData;
import io.coportal.sync.SampleData.Sample;
import io.coportal.sync.contract.LedgerUnderTest.SampleBooks;
import io.coportal.sync.invoice.LineItem;
import io.coportal.sync.simulator.quickbooks.QuickBooksSimulator;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Intuit's own client reads what our application pushed and sees what CoPortal shows. */
@Isolated("the contracts use the same ledgers and sample workspaces")
class QuickBooksSdkReadsWhatWePushedTest extends LedgerContract {
  /** Keeps ids and numbers apart from those of other tests with the same samples. */
  private static final String OURS = "Q-";

  private static final int CENTS = 2;

  private final QuickBooksSimulator quickBooks = LedgersUnderTest.QUICKBOOKS.simulator();

  QuickBooksSdkReadsWhatWePushedTest() {
    super(LedgersUnderTest.QUICKBOOKS);
  }

  @AfterEach
  void leaveTheClientAsItWas() {
    Config.setProperty(Config.PROXY_HOST, null);
    Config.setProperty(Config.PROXY_PORT, null);
  }

  @ParameterizedTest
  @CsvSource({
    // workspace, invoice, the service item, the tax codes of its lines
    "uk-studio, inv-uk-0002, Services, 20.0% S",
    "uk-studio, inv-uk-0005, Services, 20.0% S + 5.0% R + Exempt",
    "uk-studio, inv-uk-0006, Services, 0.0% Z",
    "uk-studio, inv-uk-0010, Services, 20.0% S",
    "uk-studio, inv-uk-0011, Services, 20.0% S",
    "uk-studio, inv-uk-0016, Services, 20.0% S",
    "za-agency, inv-za-0001, Services, 15.0% S",
    "au-freelance, inv-au-0004, Services, GST",
    "nz-collective, inv-nz-0009, Services, GST",
    "us-partners, inv-us-0004, Services, TAX + NON",
  })
  void theSameNumbersDatesLinesTaxAndClient(
      String sampleWorkspace, String id, String item, String taxCodes) throws FMSException {
    SampleBooks books = connect(sampleWorkspace);
    Sample sample = SampleData.invoice(sampleWorkspace, id);
    workspace.put(OURS + id, sample.json().replace("\"number\": \"", "\"number\": \"" + OURS));
    String externalId = workspace.press(OURS + id).json().path("externalId").asText();
    DataService client = client(books.organisation());

    var pushed = new Invoice();
    pushed.setId(externalId);
    Invoice read = client.findById(pushed);

    assertSame(read, sample.invoice());
    assertSame(lines(read), sample.invoice().lines(), item);
    assertThat(taxCodesOf(read, client)).containsExactlyInAnyOrder(taxCodes.split(" \\+ "));
    assertSame(customerOf(read, client), sample.invoice());
  }

  private SampleBooks connect(String sampleWorkspace) {
    SampleBooks books = ledger.booksOf(sampleWorkspace).orElseThrow();
    workspace.disconnect();
    SampleData.workspaces().stream()
        .filter(sample -> sample.workspace().id().equals(sampleWorkspace))
        .forEach(sample -> workspace = PortalWorkspace.ofSample(portal, sample, ledger));
    workspace.connect(books.organisation(), books.settings());
    return books;
  }

  private DataService client(String realm) throws FMSException {
    // The client's usual transport forgets the port of its base address, not that of a proxy.
    Config.setProperty(Config.BASE_URL_QBO, "http://qbo.test/v3/company");
    Config.setProperty(Config.PROXY_HOST, "localhost");
    Config.setProperty(Config.PROXY_PORT, Integer.toString(quickBooks.baseUrl().getPort()));
    Context context =
        new Context(new OAuth2Authorizer(quickBooks.accessToken(realm)), ServiceType.QBO, realm);
    context.setMinorVersion("75");
    return new DataService(context);
  }

  private static void assertSame(Invoice read, io.coportal.sync.invoice.Invoice ours) {
    assertThat(read.getDocNumber()).isEqualTo(OURS + ours.number());
    assertThat(read.getPrivateNote()).isEqualTo("CoPortal: " + ours.url());
    assertThat(read.getEmailStatus()).isEqualTo(EmailStatusEnum.NOT_SET);
    assertThat(read.getCurrencyRef().getValue()).isEqualTo(ours.currency());
    assertThat(day(read.getTxnDate())).isEqualTo(ours.issueDate());
    assertThat(day(read.getDueDate())).isEqualTo(ours.dueDate());
    assertThat(subtotal(read)).isEqualByComparingTo(ours.subtotal());
    assertThat(read.getTxnTaxDetail().getTotalTax()).isEqualByComparingTo(ours.taxTotal());
    assertThat(read.getTotalAmt()).isEqualByComparingTo(ours.total());
    assertThat(read.getBalance()).isEqualByComparingTo(ours.total());
  }

  private static void assertSame(List<Line> read, List<LineItem> ours, String item) {
    assertThat(read).hasSameSizeAs(ours);
    for (int i = 0; i < ours.size(); i++) {
      Line line = read.get(i);
      LineItem wanted = ours.get(i);
      assertThat(line.getDescription()).isEqualTo(wanted.description());
      assertThat(line.getAmount())
          .isEqualByComparingTo(wanted.exactAmount().setScale(CENTS, RoundingMode.HALF_UP));
      var detail = line.getSalesItemLineDetail();
      assertThat(detail.getQty()).isEqualByComparingTo(wanted.quantity());
      assertThat(detail.getUnitPrice()).isEqualByComparingTo(wanted.unitPrice());
      assertThat(detail.getItemRef().getName()).isEqualTo(item);
    }
  }

  private static void assertSame(Customer read, io.coportal.sync.invoice.Invoice ours) {
    assertThat(read.getDisplayName()).isEqualTo(ours.client().name());
    assertThat(read.getNotes()).startsWith("CoPortal client cp-");
    assertThat(read.getCurrencyRef().getValue()).isEqualTo(ours.currency());
    if (ours.client().email() != null) {
      assertThat(read.getPrimaryEmailAddr().getAddress()).isEqualTo(ours.client().email());
    }
  }

  private static Customer customerOf(Invoice read, DataService client) throws FMSException {
    var customer = new Customer();
    customer.setId(read.getCustomerRef().getValue());
    return client.findById(customer);
  }

  private static Set<String> taxCodesOf(Invoice read, DataService client) throws FMSException {
    Map<String, String> names =
        client.executeQuery("select * from TaxCode").getEntities().stream()
            .map(TaxCode.class::cast)
            .collect(Collectors.toMap(TaxCode::getId, TaxCode::getName));
    return lines(read).stream()
        .map(line -> names.get(line.getSalesItemLineDetail().getTaxCodeRef().getValue()))
        .collect(Collectors.toSet());
  }

  private static List<Line> lines(Invoice read) {
    return ofType(read, LineDetailTypeEnum.SALES_ITEM_LINE_DETAIL).toList();
  }

  private static BigDecimal subtotal(Invoice read) {
    return ofType(read, LineDetailTypeEnum.SUB_TOTAL_LINE_DETAIL)
        .map(Line::getAmount)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static Stream<Line> ofType(Invoice read, LineDetailTypeEnum type) {
    return read.getLine().stream().filter(line -> line.getDetailType() == type);
  }

  private static LocalDate day(Date date) {
    return LocalDate.ofInstant(date.toInstant(), ZoneId.systemDefault());
  }
}
