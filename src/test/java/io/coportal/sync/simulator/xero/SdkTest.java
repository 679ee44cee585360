package io.coportal.sync.simulator.xero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.xero.api.ApiClient;
import com.xero.api.XeroBadRequestException;
import com.xero.api.XeroForbiddenException;
import com.xero.api.XeroMinuteRateLimitException;
import com.xero.api.XeroNotAvailableException;
import com.xero.api.XeroNotFoundException;
import com.xero.api.XeroServerErrorException;
import com.xero.api.XeroUnauthorizedException;
import com.xero.api.client.AccountingApi;
import com.xero.api.client.IdentityApi;
import com.xero.models.accounting.Contact;
import com.xero.models.accounting.Contacts;
import com.xero.models.accounting.CurrencyCode;
import com.xero.models.accounting.Invoice;
import com.xero.models.accounting.Invoices;
import com.xero.models.accounting.LineAmountTypes;
import com.xero.models.accounting.LineItem;
import com.xero.models.accounting.ValidationError;
import io.coportal.sync.simulator.RequestMatcher;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.threeten.bp.LocalDate;
import org.threeten.bp.OffsetDateTime;
import org.threeten.bp.ZoneOffset;

/** The provider's own client reads, writes and fails as it would against the real ledger. */
class SdkTest {
  private static final String UK = XeroSimulator.UNITED_KINGDOM.toString();

  private XeroSimulator xero;
  private AccountingApi api;
  private String token;

  @BeforeEach
  void start() {
    xero = XeroSimulator.start(0);
    var base = xero.baseUrl() + "/api.xro/2.0";
    api = new AccountingApi(new ApiClient(base, null, null, null, null));
    token = xero.accessToken(XeroSimulator.UNITED_KINGDOM);
  }

  @AfterEach
  void stop() {
    xero.close();
  }

  @Test
  void createsAnInvoiceAndReadsItBack() throws Exception {
    var created = create(invoice("R-1")).getInvoices().get(0);

    var read = api.getInvoice(token, UK, created.getInvoiceID(), 4).getInvoices().get(0);

    assertThat(read.getInvoiceNumber()).isEqualTo("R-1");
    assertThat(read.getDateAsDate()).isEqualTo(LocalDate.of(2026, 11, 20));
    assertThat(read.getDueDateAsDate()).isEqualTo(LocalDate.of(2026, 12, 20));
    assertThat(read.getCurrencyCode()).isEqualTo(CurrencyCode.GBP);
    assertThat(read.getLineAmountTypes()).isEqualTo(LineAmountTypes.EXCLUSIVE);
    assertThat(read.getSubTotal()).isEqualTo(66.32);
    assertThat(read.getTotalTax()).isEqualTo(10.79);
    assertThat(read.getTotal()).isEqualTo(77.11);
    assertThat(read.getAmountDue()).isEqualTo(77.11);
    assertThat(read.getLineItems())
        .extracting(LineItem::getUnitAmount)
        .containsExactly(19.99, 12.3456);
    assertThat(read.getContact().getName()).isEqualTo("Mill Lane Bakery");
    assertThat(read.getStatus()).isEqualTo(Invoice.StatusEnum.AUTHORISED);
  }

  @Test
  void updatesWhatItRead() throws Exception {
    var id = create(invoice("R-1")).getInvoices().get(0).getInvoiceID();
    var read = api.getInvoice(token, UK, id, 4).getInvoices().get(0);
    read.getLineItems().get(0).setQuantity(4.0);
    read.getLineItems().get(0).setLineAmount(null);
    read.getLineItems().get(0).setTaxAmount(null);

    api.updateInvoice(token, UK, id, new Invoices().addInvoicesItem(read), "key-2", 4);

    var changed = api.getInvoice(token, UK, id, 4).getInvoices().get(0);
    assertThat(changed.getSubTotal()).isEqualTo(84.31);
    assertThat(changed.getLineItems())
        .extracting(LineItem::getLineItemID)
        .isEqualTo(read.getLineItems().stream().map(LineItem::getLineItemID).toList());
  }

  @Test
  void findsInvoicesByNumberStatusAndFilter() throws Exception {
    create(invoice("R-1"));
    create(invoice("R-2").status(Invoice.StatusEnum.DRAFT));

    assertThat(numbers(null, List.of("R-1", "R-2"), null)).containsExactlyInAnyOrder("R-1", "R-2");
    assertThat(numbers(null, null, List.of("DRAFT"))).containsExactly("R-2");
    assertThat(numbers("InvoiceNumber==\"R-1\" AND Status==\"AUTHORISED\"", null, null))
        .containsExactly("R-1");
    assertThat(numbers("Date < DateTime(2026, 10, 2)", null, null)).containsExactly("EXISTING-1");
  }

  @Test
  void findsWhatChangedSince() throws Exception {
    create(invoice("R-1"));
    var tomorrow = OffsetDateTime.now(ZoneOffset.UTC).plusDays(1);

    var changed =
        api.getInvoices(
            token, UK, tomorrow, null, null, null, null, null, null, 1, null, null, 4, null);

    assertThat(changed.getInvoices()).isEmpty();
  }

  @Test
  void createsFindsAndChangesContacts() throws Exception {
    var sent = new Contact().name("Quay & Co").contactNumber("C-1").emailAddress("a@quay.example");
    var created =
        api.createContacts(token, UK, new Contacts().addContactsItem(sent), "key-1", false)
            .getContacts()
            .get(0);
    var change = new Contact().contactID(created.getContactID()).taxNumber("GB1");

    api.updateContact(
        token, UK, created.getContactID(), new Contacts().addContactsItem(change), "key-2");

    var found =
        api.getContacts(token, UK, null, "ContactNumber==\"C-1\"", null, null, 1, true, null, null)
            .getContacts();
    assertThat(found).hasSize(1);
    assertThat(found.get(0).getName()).isEqualTo("Quay & Co");
    assertThat(found.get(0).getTaxNumber()).isEqualTo("GB1");
    assertThat(found.get(0).getEmailAddress()).isEqualTo("a@quay.example");
  }

  @Test
  void readsTheReferences() throws Exception {
    var organisation = api.getOrganisations(token, UK).getOrganisations().get(0);
    assertThat(organisation.getName()).isEqualTo("Harbour Studio Ltd");
    assertThat(organisation.getOrganisationID()).hasToString(UK);
    assertThat(organisation.getBaseCurrency()).isEqualTo(CurrencyCode.GBP);
    assertThat(
            api.getAccounts(token, UK, null, "Class==\"REVENUE\" AND Status==\"ACTIVE\"", null)
                .getAccounts())
        .extracting(account -> account.getCode())
        .containsExactly("200", "260");
    assertThat(api.getTaxRates(token, UK, "TaxType==\"OUTPUT2\"", null, null).getTaxRates())
        .singleElement()
        .satisfies(rate -> assertThat(rate.getEffectiveRate()).isEqualTo(20.0));
    assertThat(api.getCurrencies(token, UK, null, null).getCurrencies()).hasSize(4);
    assertThat(api.getItems(token, UK, null, null, null, 4).getItems()).hasSize(1);
    assertThat(api.getBrandingThemes(token, UK).getBrandingThemes()).hasSize(1);
    assertThat(api.getOrganisationActions(token, UK).getActions()).isNotEmpty();
  }

  @Test
  void seesTheConnection() throws Exception {
    var identity =
        new IdentityApi(new ApiClient(xero.baseUrl().toString(), null, null, null, null));

    assertThat(identity.getConnections(token, null))
        .singleElement()
        .satisfies(
            connection -> {
              assertThat(connection.getTenantId()).hasToString(UK);
              assertThat(connection.getTenantName()).isEqualTo("Harbour Studio Ltd");
            });
  }

  @Test
  void getsTheMessagesOfARefusedInvoice() {
    var refused = invoice("EXISTING-1");
    refused.getLineItems().get(0).setAccountCode("999");

    var error =
        catchThrowableOfType(
            XeroBadRequestException.class,
            () ->
                api.createInvoices(
                    token, UK, new Invoices().addInvoicesItem(refused), "key", true, 4));

    assertThat(error.getElements().get(0).getValidationErrors())
        .extracting(ValidationError::getMessage)
        .containsExactly(
            "Invoice # must be unique.",
            "Account code '999' is not a valid code for this document.");
  }

  @Test
  void meetsEachErrorAsItsOwnClass() {
    var any = RequestMatcher.any();
    xero.faults().next(any, XeroFaults.tokenExpired());
    assertThat(failure()).isInstanceOf(XeroUnauthorizedException.class);
    xero.faults().next(any, XeroFaults.disconnected());
    assertThat(failure()).isInstanceOf(XeroForbiddenException.class);
    xero.faults().next(any, XeroFaults.rateLimit("minute", 26));
    assertThat(failure()).isInstanceOf(XeroMinuteRateLimitException.class);
    xero.faults().next(any, XeroFaults.serverError());
    assertThat(failure()).isInstanceOf(XeroServerErrorException.class);
    xero.faults().next(any, XeroFaults.unavailable());
    assertThat(failure()).isInstanceOf(XeroNotAvailableException.class);
    assertThat(catchThrowableOfType(Exception.class, this::unknownInvoice))
        .isInstanceOf(XeroNotFoundException.class);
  }

  private void unknownInvoice() throws Exception {
    api.getInvoice(token, UK, UUID.randomUUID(), 4);
  }

  private Exception failure() {
    return catchThrowableOfType(Exception.class, () -> api.getOrganisations(token, UK));
  }

  private List<String> numbers(String where, List<String> numbers, List<String> statuses)
      throws Exception {
    return api
        .getInvoices(
            token, UK, null, where, null, null, numbers, null, statuses, 1, null, null, 4, null)
        .getInvoices()
        .stream()
        .map(Invoice::getInvoiceNumber)
        .toList();
  }

  private Invoices create(Invoice invoice) throws Exception {
    var created =
        api.createInvoices(
            token,
            UK,
            new Invoices().addInvoicesItem(invoice),
            "key-" + invoice.getInvoiceNumber(),
            false,
            4);
    assertThat(created.getInvoices().get(0).getStatusAttributeString()).isEqualTo("OK");
    return created;
  }

  private static Invoice invoice(String number) {
    var invoice = new Invoice();
    invoice.setDate(LocalDate.of(2026, 11, 20));
    invoice.setDueDate(LocalDate.of(2026, 12, 20));
    return invoice
        .type(Invoice.TypeEnum.ACCREC)
        .contact(new Contact().contactID(Seeds.id("GB", 3, 1)))
        .invoiceNumber(number)
        .status(Invoice.StatusEnum.AUTHORISED)
        .addLineItemsItem(
            new LineItem()
                .description("Hosting")
                .quantity(3.0)
                .unitAmount(19.99)
                .discountRate(10.0)
                .accountCode("200")
                .taxType("OUTPUT2"))
        .addLineItemsItem(
            new LineItem()
                .description("Export fee")
                .quantity(1.0)
                .unitAmount(12.3456)
                .accountCode("200")
                .taxType("ZERORATEDOUTPUT"));
  }
}
