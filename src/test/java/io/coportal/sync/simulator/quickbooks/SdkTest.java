package io.coportal.sync.simulator.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.intuit.ipp.core.Context;
import com.intuit.ipp.core.ServiceType;
import com.intuit.ipp.data.Account;
import com.intuit.ipp.data.CompanyInfo;
import com.intuit.ipp.data.Customer;
import com.intuit.ipp.data.EmailAddress;
import com.intuit.ipp.data.Invoice;
import com.intuit.ipp.data.Item;
import com.intuit.ipp.data.Line;
import com.intuit.ipp.data.LineDetailTypeEnum;
import com.intuit.ipp.data.OperationEnum;
import com.intuit.ipp.data.ReferenceType;
import com.intuit.ipp.data.SalesItemLineDetail;
import com.intuit.ipp.data.TaxCode;
import com.intuit.ipp.exception.AuthenticationException;
import com.intuit.ipp.exception.FMSException;
import com.intuit.ipp.exception.ServiceException;
import com.intuit.ipp.security.OAuth2Authorizer;
import com.intuit.ipp.services.BatchOperation;
import com.intuit.ipp.services.DataService;
import com.intuit.ipp.util.Config;
import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.RequestMatcher;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The provider's own client reads, writes and fails as it would against the real ledger. */
class SdkTest {
  private QuickBooksSimulator quickBooks;
  private Samples samples;
  private Context context;
  private DataService service;

  @BeforeEach
  void start() throws FMSException {
    quickBooks = QuickBooksSimulator.start(0);
    quickBooks.limits().off();
    samples = Samples.uk(quickBooks);
    // The client's usual transport forgets the port of its base address, not that of a proxy.
    Config.setProperty(Config.BASE_URL_QBO, "http://qbo.test/v3/company");
    Config.setProperty(Config.PROXY_HOST, "localhost");
    Config.setProperty(Config.PROXY_PORT, Integer.toString(quickBooks.baseUrl().getPort()));
    context =
        new Context(
            new OAuth2Authorizer(quickBooks.accessToken(Samples.UK)), ServiceType.QBO, Samples.UK);
    context.setMinorVersion("75");
    service = new DataService(context);
  }

  @AfterEach
  void stop() {
    quickBooks.close();
    Config.setProperty(Config.PROXY_HOST, null);
    Config.setProperty(Config.PROXY_PORT, null);
  }

  @Test
  void createsAnInvoiceAndReadsItBack() throws FMSException {
    var created = service.add(invoice("S-1"));

    var read = service.findById(created);

    assertThat(read.getDocNumber()).isEqualTo("S-1");
    assertThat(read.getTotalAmt()).isEqualByComparingTo("2233.30");
    assertThat(read.getTxnTaxDetail().getTotalTax()).isEqualByComparingTo("372.22");
    assertThat(read.getLine().get(0).getAmount()).isEqualByComparingTo("1861.08");
    assertThat(read.getLine().get(0).getSalesItemLineDetail().getUnitPrice())
        .isEqualByComparingTo("14.5");
    assertThat(read.getLine().get(1).getDetailType())
        .isEqualTo(LineDetailTypeEnum.SUB_TOTAL_LINE_DETAIL);
    assertThat(read.getCustomerRef().getName()).isEqualTo(Samples.FRAMERS);
    assertThat(read.getCurrencyRef().getValue()).isEqualTo("GBP");
    assertThat(read.getSyncToken()).isEqualTo("0");
    assertThat(quickBooks.journal().requests().get(0).header("Content-Encoding")).isEqualTo("gzip");
    assertThat(quickBooks.journal().requests().get(0).body()).contains("\"DocNumber\"");
  }

  @Test
  void updatesWhatItReadAndMeetsItsOwnPast() throws FMSException {
    var created = service.add(invoice("S-1"));
    created.setPrivateNote("changed");

    var updated = service.update(created);

    assertThat(updated.getSyncToken()).isEqualTo("1");
    assertThat(updated.getPrivateNote()).isEqualTo("changed");
    assertThat(updated.getTotalAmt()).isEqualByComparingTo("2233.30");
    assertThat(codeOf(() -> service.update(created))).isEqualTo("5010");
  }

  @Test
  void changesOneMemberSparsely() throws FMSException {
    var created = service.add(invoice("S-1"));
    var change = new Invoice();
    change.setId(created.getId());
    change.setSyncToken("0");
    change.setSparse(true);
    change.setPrivateNote("sparse");

    var updated = service.update(change);

    assertThat(updated.getPrivateNote()).isEqualTo("sparse");
    assertThat(updated.getDocNumber()).isEqualTo("S-1");
    assertThat(updated.getLine()).hasSize(2);
  }

  @Test
  void voidsAndDeletes() throws FMSException {
    var voided = service.voidRequest(service.add(invoice("S-1")));
    assertThat(voided.getTotalAmt()).isZero();

    service.delete(service.add(invoice("S-2")));
    assertThat(quickBooks.people(Samples.UK).invoices("S-2")).isEmpty();
    assertThat(quickBooks.people(Samples.UK).invoices("S-1")).hasSize(1);
  }

  @Test
  void replaysARequestId() throws FMSException {
    context.setRequestID("5e4c0000-0000-4000-8000-000000000001");
    var first = service.add(invoice("S-1"));
    context.setRequestID("5e4c0000-0000-4000-8000-000000000001");

    var second = service.add(invoice("S-1"));

    assertThat(second.getId()).isEqualTo(first.getId());
    assertThat(quickBooks.people(Samples.UK).invoices("S-1")).hasSize(1);
  }

  @Test
  void createsAndFindsCustomers() throws FMSException {
    var customer = new Customer();
    customer.setDisplayName("O'Neill & Søn A/S");
    customer.setPrimaryEmailAddr(email("ap+1@oneill.example"));
    service.add(customer);

    var byName =
        rows("select * from Customer where DisplayName = 'O\\'Neill & Søn A/S'", Customer.class);
    var byEmail =
        rows(
            "select * from Customer where PrimaryEmailAddr = 'ap+1@oneill.example'",
            Customer.class);

    assertThat(byName).singleElement();
    assertThat(byName.get(0).getCurrencyRef().getValue()).isEqualTo("GBP");
    assertThat(byEmail).extracting(Customer::getId).containsExactly(byName.get(0).getId());
    assertThat(codeOf(() -> service.add(customer))).isEqualTo("6240");
  }

  @Test
  void readsTheReferences() throws FMSException {
    var codes = rows("select * from TaxCode maxresults 1000", TaxCode.class);
    assertThat(codes)
        .extracting(TaxCode::getName)
        .contains("20.0% S", "5.0% R", "0.0% Z", "Exempt", "No VAT")
        .doesNotContain("17.5% S");
    assertThat(codes.get(0).getSalesTaxRateList().getTaxRateDetail()).hasSize(1);
    assertThat(rows("select * from Item where Type = 'Service'", Item.class))
        .extracting(Item::getName)
        .containsExactly("Consulting", "Services");
    assertThat(rows("select * from Account where AccountType = 'Income'", Account.class))
        .extracting(Account::getName)
        .contains("Sales of services");
    var company = service.findAll(new CompanyInfo()).get(0);
    assertThat(company.getCompanyName()).isEqualTo("Pennine Creative Ltd");
    assertThat(company.getCountry()).isEqualTo("GB");
  }

  @Test
  void sendsABatchOfWhichEachPartStandsForItself() throws FMSException {
    var batch = new BatchOperation();
    batch.addEntity(invoice("S-1"), OperationEnum.CREATE, "b1");
    batch.addEntity(invoice("EXISTING-1"), OperationEnum.CREATE, "b2");
    batch.addQuery("select * from Item", "b3");

    service.executeBatch(batch);

    assertThat(((Invoice) batch.getEntity("b1")).getTotalAmt()).isEqualByComparingTo("2233.30");
    assertThat(batch.getFault("b2").getError().get(0).getCode()).isEqualTo("6140");
    assertThat(batch.getQueryResponse("b3").getEntities()).isNotEmpty();
  }

  @Test
  void meetsEachErrorAsItsOwnClass() {
    assertThat(codeOf(() -> service.add(invoice("1234567890123456789012")))).isEqualTo("2050");
    script(QuickBooksFaults.tokenExpired());
    assertThat(failure()).isInstanceOf(AuthenticationException.class);
    script(QuickBooksFaults.throttled());
    assertThat(failure()).isInstanceOf(ServiceException.class);
    script(QuickBooksFaults.systemFault());
    assertThat(failure()).isInstanceOf(FMSException.class);
    script(QuickBooksFaults.okWithFault("6000", "hidden"));
    assertThat(failure()).isInstanceOf(FMSException.class);
  }

  private void script(Fault fault) {
    quickBooks.faults().next(RequestMatcher.any(), fault);
  }

  private interface Call {
    Object run() throws FMSException;
  }

  private static String codeOf(Call call) {
    var error = catchThrowableOfType(FMSException.class, call::run);
    return error.getErrorList().get(0).getCode();
  }

  private FMSException failure() {
    return catchThrowableOfType(FMSException.class, () -> service.findAll(new CompanyInfo()));
  }

  private <T> List<T> rows(String query, Class<T> type) throws FMSException {
    return service.executeQuery(query).getEntities().stream().map(type::cast).toList();
  }

  private Invoice invoice(String number) {
    var detail = new SalesItemLineDetail();
    detail.setItemRef(reference(samples.item("Services")));
    detail.setQty(new BigDecimal("128.35"));
    detail.setUnitPrice(new BigDecimal("14.5"));
    detail.setTaxCodeRef(reference(samples.code("20.0% S")));
    var line = new Line();
    line.setAmount(new BigDecimal("1861.08"));
    line.setDetailType(LineDetailTypeEnum.SALES_ITEM_LINE_DETAIL);
    line.setSalesItemLineDetail(detail);
    var invoice = new Invoice();
    invoice.setDocNumber(number);
    invoice.setCustomerRef(reference(samples.framers()));
    invoice.setCurrencyRef(reference("GBP"));
    invoice.setLine(List.of(line));
    return invoice;
  }

  private static ReferenceType reference(String value) {
    var reference = new ReferenceType();
    reference.setValue(value);
    return reference;
  }

  private static EmailAddress email(String address) {
    var email = new EmailAddress();
    email.setAddress(address);
    return email;
  }
}
