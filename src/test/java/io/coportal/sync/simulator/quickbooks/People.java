package io.coportal.sync.simulator.quickbooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * What people and other applications do in a company's books, how they set them up, and a look into
 * them. Amounts are in the invoice's currency, with two decimals. What the ledger would refuse is
 * an {@link IllegalArgumentException} with its message.
 */
public final class People {
  private final Company books;

  People(Company books) {
    this.books = books;
  }

  /** An invoice of one line over 100 that takes {@code number}; its id. */
  public String takeNumber(String number) {
    var json = JsonNodeFactory.instance.objectNode().put("DocNumber", number);
    synchronized (books) {
      var customer =
          books.all("Customer").stream()
              .filter(each -> each.path("Active").asBoolean())
              .filter(
                  each ->
                      each.at("/CurrencyRef/value").asText().equals(books.profile.homeCurrency()))
              .findFirst()
              .orElseThrow();
      json.putObject("CustomerRef").put("value", customer.get("Id").asText());
      json.putObject("CurrencyRef").put("value", books.profile.homeCurrency());
      SeedDocuments.line(books, json.putArray("Line").addObject());
    }
    return createByUser(json);
  }

  /** A person makes an invoice; members as in the API. Its id. */
  public String createByUser(JsonNode invoice) {
    return write("Invoice", "", (ObjectNode) invoice.deepCopy());
  }

  /** A person changes an invoice; members as in the API, what is left out stays. */
  public void editByUser(String invoice, JsonNode changes) {
    write("Invoice", "update", latest("Invoice", invoice, changes));
  }

  public void voidByUser(String invoice) {
    write("Invoice", "void", latest("Invoice", invoice, JsonNodeFactory.instance.objectNode()));
  }

  public void deleteByUser(String invoice) {
    write("Invoice", "delete", latest("Invoice", invoice, JsonNodeFactory.instance.objectNode()));
  }

  /** Applies a payment, which also makes the invoice's SyncToken go up. */
  public void recordPayment(String invoice, BigDecimal amount) {
    synchronized (books) {
      var found = invoice(invoice);
      if (amount.compareTo(Amounts.of(found, "Balance")) > 0) {
        throw new IllegalArgumentException("Only what is open can be paid");
      }
      Balances.pay(books, found, amount);
    }
  }

  /** Takes all payments off an invoice again. */
  public void removePayments(String invoice) {
    synchronized (books) {
      var found = invoice(invoice);
      found.putArray("LinkedTxn");
      Balances.set(books, found, Amounts.of(found, "TotalAmt"));
      books.keep("Invoice", found);
    }
  }

  /** An open credit that the customer's next invoice uses up if the company applies credits. */
  public void giveCredit(String customer, BigDecimal amount) {
    synchronized (books) {
      books.settings.autoApplyCredit = true;
      books.credits.put(customer, amount);
    }
  }

  /** A person makes a customer; members as in the API. Its id. */
  public String addCustomer(JsonNode customer) {
    return write("Customer", "", (ObjectNode) customer.deepCopy());
  }

  /** A person changes a customer; members as in the API, what is left out stays. */
  public void editCustomer(String customer, JsonNode changes) {
    write("Customer", "update", latest("Customer", customer, changes));
  }

  /**
   * Gives the first customer the name of the second, which makes them one: the first is gone, its
   * invoices are the second's.
   */
  public void mergeCustomer(String loser, String winner) {
    synchronized (books) {
      books.read("Customer", winner);
      books.delete("Customer", loser);
      books.all("Invoice").stream()
          .filter(each -> each.at("/CustomerRef/value").asText().equals(loser))
          .forEach(each -> each.putObject("CustomerRef").put("value", winner));
    }
  }

  public void inactivateCustomer(String customer) {
    write("Customer", "update", latest("Customer", customer, active(false)));
  }

  public void reactivateCustomer(String customer) {
    write("Customer", "update", latest("Customer", customer, active(true)));
  }

  public void inactivateItem(String item) {
    write("Item", "update", latest("Item", item, active(false)));
  }

  public void reactivateItem(String item) {
    write("Item", "update", latest("Item", item, active(true)));
  }

  /** A service item is set up; its id. */
  public String addItem(String name, String incomeAccount) {
    ObjectNode item =
        JsonNodeFactory.instance.objectNode().put("Name", name).put("Type", "Service");
    item.putObject("IncomeAccountRef").put("value", incomeAccount);
    return write("Item", "create", item);
  }

  /** A currency is added for which nobody has entered a rate. */
  public void addCurrency(String code) {
    synchronized (books) {
      ReferenceJson.addCurrency(books, code);
    }
  }

  /**
   * A tax code of one rate is set up; its id.
   *
   * @param percent such as {@code 17.5}
   */
  public String addTaxCode(String name, String percent) {
    synchronized (books) {
      return Seeds.taxCode(books, name, percent).get("Id").asText();
    }
  }

  /** A tax code is switched off. */
  public void inactivateTaxCode(String code) {
    synchronized (books) {
      books.read("TaxCode", code).put("Active", false);
    }
  }

  /** A vendor takes a name, which no customer can have then. */
  public void takeNameByVendor(String name) {
    synchronized (books) {
      books.keep("Vendor", SeedDocuments.name(name));
    }
  }

  /** Closes the books up to and including {@code last}; null opens them. */
  public void closeBooks(LocalDate last) {
    synchronized (books) {
      books.settings.bookCloseDate = last;
    }
  }

  /** Whether applications number invoices; if not, QuickBooks counts and keeps a sent number. */
  public void switchCustomNumbers(boolean on) {
    synchronized (books) {
      books.settings.customTxnNumbers = on;
    }
  }

  public void switchMultiCurrency(boolean on) {
    synchronized (books) {
      books.settings.multiCurrency = on;
    }
  }

  /** Whether tax is set up at all. */
  public void switchSalesTax(boolean on) {
    synchronized (books) {
      books.settings.usingSalesTax = on;
    }
  }

  /** Automated sales tax of a United States company: 8.25 % on taxable lines. */
  public void switchAutomatedSalesTax(boolean on) {
    synchronized (books) {
      books.settings.automatedSalesTax = on;
    }
  }

  public void switchDiscounts(boolean on) {
    synchronized (books) {
      books.settings.allowDiscount = on;
    }
  }

  /** Whether tax is rounded line by line, not on the sum of each rate. */
  public void roundTaxByLine(boolean byLine) {
    synchronized (books) {
      books.settings.roundTaxByLine = byLine;
    }
  }

  /** Whether the name of an inactive customer stays taken; reports differ. */
  public void inactiveNamesBlock(boolean block) {
    synchronized (books) {
      books.settings.inactiveNamesBlock = block;
    }
  }

  /** Whether faults come in French. */
  public void speakFrench(boolean french) {
    synchronized (books) {
      books.settings.french = french;
    }
  }

  /** Whether the subscription has ended, which refuses everything with code 6190. */
  public void lapse(boolean lapsed) {
    synchronized (books) {
      books.settings.lapsed = lapsed;
    }
  }

  /** Every invoice as the API shows it. */
  public List<JsonNode> invoices() {
    return all("Invoice");
  }

  /** The invoices with this number. */
  public List<JsonNode> invoices(String number) {
    return invoices().stream()
        .filter(found -> found.path("DocNumber").asText().equals(number))
        .toList();
  }

  /** Every customer as the API shows it, inactive ones too. */
  public List<JsonNode> customers() {
    return all("Customer");
  }

  /** Every object of a kind as the API shows it, such as {@code Item} or {@code TaxCode}. */
  public List<JsonNode> all(String type) {
    synchronized (books) {
      return books.all(type).stream().<JsonNode>map(each -> Shown.of(books, type, each)).toList();
    }
  }

  /**
   * The id of an object by its name.
   *
   * @param type {@code Customer, Item, Account, TaxCode, TaxRate, Vendor}
   */
  public String idOf(String type, String name) {
    return all(type).stream()
        .filter(each -> name.equals(each.path("Name").asText(each.path("DisplayName").asText())))
        .map(each -> each.get("Id").asText())
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No " + type + " named " + name));
  }

  private static ObjectNode active(boolean active) {
    return JsonNodeFactory.instance.objectNode().put("Active", active);
  }

  private ObjectNode invoice(String id) {
    return books
        .find("Invoice", id)
        .orElseThrow(() -> new IllegalArgumentException("No invoice " + id));
  }

  private ObjectNode latest(String type, String id, JsonNode changes) {
    synchronized (books) {
      ObjectNode json = changes.deepCopy();
      var token = books.read(type, id).get("SyncToken").asText();
      return json.put("Id", id).put("SyncToken", token).put("sparse", true);
    }
  }

  private String write(String type, String operation, ObjectNode json) {
    synchronized (books) {
      try {
        return new EntityRequests(books).write(type, operation, json, false).get("Id").asText();
      } catch (Refusal refusal) {
        throw new IllegalArgumentException(refusal.getMessage(), refusal);
      }
    }
  }
}
