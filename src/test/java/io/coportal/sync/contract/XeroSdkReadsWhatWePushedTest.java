package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.xero.api.ApiClient;
import com.xero.api.client.AccountingApi;
import com.xero.models.accounting.Contact;
import com.xero.models.accounting.Invoice;
import com.xero.models.accounting.LineAmountTypes;
import com.xero.models.accounting.LineItem;
import io.coportal.sync.SampleData;
import io.coportal.sync.SampleData.Sample;
import io.coportal.sync.invoice.Client;
import java.math.BigDecimal;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ledger's own client reads what our application pushed and sees what CoPortal shows. */
@Isolated("the contracts use the same ledgers and sample workspaces")
class XeroSdkReadsWhatWePushedTest extends LedgerContract {
  private static final String SAMPLE = "uk-studio";

  /** Keeps ids and numbers apart from those of other tests with the same samples. */
  private static final String OURS = "K-";

  private final AccountingApi api =
      new AccountingApi(
          new ApiClient(
              LedgersUnderTest.XERO.simulator().baseUrl() + "/api.xro/2.0",
              null,
              null,
              null,
              null));

  XeroSdkReadsWhatWePushedTest() {
    super(LedgersUnderTest.XERO);
  }

  @BeforeEach
  void connectTheSampleWorkspace() {
    workspace.disconnect();
    SampleData.workspaces().stream()
        .filter(sample -> sample.workspace().id().equals(SAMPLE))
        .forEach(sample -> workspace = PortalWorkspace.ofSample(portal, sample, ledger).connect());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"inv-uk-0002", "inv-uk-0006", "inv-uk-0010", "inv-uk-0011", "inv-uk-0016"})
  void theSameNumbersDatesLinesAndClient(String id) throws Exception {
    Sample sample = SampleData.invoice(SAMPLE, id);
    workspace.put(OURS + id, sample.json().replace("\"number\": \"", "\"number\": \"" + OURS));
    String externalId = workspace.press(OURS + id).json().path("externalId").asText();
    String token = LedgersUnderTest.XERO.simulator().accessToken(UUID.fromString(ledger.home()));

    Invoice read =
        api.getInvoice(token, ledger.home(), UUID.fromString(externalId), 4).getInvoices().get(0);

    assertSame(read, sample.invoice());
    UUID contactId = read.getContact().getContactID();
    assertSame(
        api.getContact(token, ledger.home(), contactId).getContacts().get(0),
        sample.invoice().client());
  }

  private static void assertSame(Invoice read, io.coportal.sync.invoice.Invoice ours) {
    assertThat(read.getInvoiceNumber()).isEqualTo(OURS + ours.number());
    assertThat(read.getUrl()).isEqualTo(ours.url());
    assertThat(read.getType()).isEqualTo(Invoice.TypeEnum.ACCREC);
    assertThat(read.getStatus()).isEqualTo(Invoice.StatusEnum.AUTHORISED);
    assertThat(read.getSentToContact()).isFalse();
    assertThat(read.getLineAmountTypes()).isEqualTo(LineAmountTypes.EXCLUSIVE);
    assertThat(read.getCurrencyCode()).hasToString(ours.currency());
    assertThat(read.getDateAsDate()).hasToString(ours.issueDate().toString());
    assertThat(read.getDueDateAsDate()).hasToString(ours.dueDate().toString());
    assertThat(exact(read.getSubTotal())).isEqualByComparingTo(ours.subtotal());
    assertThat(exact(read.getTotalTax())).isEqualByComparingTo(ours.taxTotal());
    assertThat(exact(read.getTotal())).isEqualByComparingTo(ours.total());
    assertThat(read.getLineItems()).hasSameSizeAs(ours.lines());
    for (int i = 0; i < ours.lines().size(); i++) {
      LineItem line = read.getLineItems().get(i);
      assertThat(line.getDescription()).isEqualTo(ours.lines().get(i).description());
      assertThat(exact(line.getQuantity())).isEqualByComparingTo(ours.lines().get(i).quantity());
      assertThat(exact(line.getUnitAmount())).isEqualByComparingTo(ours.lines().get(i).unitPrice());
      assertThat(line.getAccountCode()).isEqualTo("200");
    }
  }

  private static void assertSame(Contact read, Client ours) {
    assertThat(read.getName()).isEqualTo(ours.name());
    assertThat(read.getContactNumber()).startsWith("cp-");
    if (ours.email() != null) {
      assertThat(read.getEmailAddress()).isEqualTo(ours.email());
    }
  }

  // The client reads JSON numbers as doubles; their shortest decimal is the number that was sent.
  private static BigDecimal exact(Double value) {
    return new BigDecimal(value.toString());
  }
}
