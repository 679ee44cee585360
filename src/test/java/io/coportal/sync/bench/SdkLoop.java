package io.coportal.sync.bench;

import com.xero.api.ApiClient;
import com.xero.api.client.AccountingApi;
import com.xero.models.accounting.Contact;
import com.xero.models.accounting.Contacts;
import com.xero.models.accounting.Invoice;
import com.xero.models.accounting.Invoices;
import com.xero.models.accounting.LineItem;
import java.time.Duration;
import org.threeten.bp.LocalDate;

/**
 * What one would write in an afternoon with the ledger's own client, in a JVM of its own: for each
 * invoice look up the contact, create it, create the invoice. It keeps nothing, repeats nothing and
 * checks nothing.
 */
public final class SdkLoop {
  private final AccountingApi api;
  private final String token;
  private final String organisation;

  private SdkLoop(String url, String token, String organisation) {
    this.api = new AccountingApi(new ApiClient(url + "/api.xro/2.0", null, null, null, null));
    this.token = token;
    this.organisation = organisation;
  }

  /**
   * Prints the milliseconds that the measured ones took by the clock, and the processor's.
   *
   * @param args the ledger's address, a token, the organisation, how many to begin with and how
   *     many to measure
   */
  public static void measure(String... args) throws Exception {
    var loop = new SdkLoop(args[0], args[1], args[2]);
    loop.push("first", Integer.parseInt(args[3]));
    long before = System.nanoTime();
    Duration cpu = cpu();
    loop.push("loop", Integer.parseInt(args[4]));
    System.out.printf(
        "measured %d %d%n",
        Duration.ofNanos(System.nanoTime() - before).toMillis(), cpu().minus(cpu).toMillis());
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
  }

  private void push(String story, int howMany) throws Exception {
    for (int n = 0; n < howMany; n++) {
      push("%s-%06d".formatted(story, n));
    }
  }

  private void push(String id) throws Exception {
    String name = "Client " + id;
    var found =
        api.getContacts(
                token,
                organisation,
                null,
                "Name==\"%s\"".formatted(name),
                null,
                null,
                1,
                false,
                null,
                null)
            .getContacts();
    var contact = found.isEmpty() ? created(name, id) : found.get(0);
    api.createInvoices(
        token, organisation, new Invoices().addInvoicesItem(invoice(id, contact)), null, true, 4);
  }

  private Contact created(String name, String id) throws Exception {
    var contact = new Contact().name(name).emailAddress(id + "@client.example");
    return api.createContacts(
            token, organisation, new Contacts().addContactsItem(contact), null, true)
        .getContacts()
        .get(0);
  }

  private static Invoice invoice(String id, Contact contact) {
    var invoice = new Invoice();
    invoice.setDate(LocalDate.of(2026, 8, 3));
    invoice.setDueDate(LocalDate.of(2026, 9, 2));
    return invoice
        .type(Invoice.TypeEnum.ACCREC)
        .contact(new Contact().contactID(contact.getContactID()))
        .invoiceNumber(id)
        .status(Invoice.StatusEnum.AUTHORISED)
        .addLineItemsItem(line("Design", 2, 100))
        .addLineItemsItem(line("Hosting", 1, 50));
  }

  private static LineItem line(String description, double quantity, double price) {
    return new LineItem()
        .description(description)
        .quantity(quantity)
        .unitAmount(price)
        .accountCode("200")
        .taxType("OUTPUT2");
  }
}
