package io.coportal.sync.simulator.xero;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What people do in an organisation's books behind an application's back, and a look into them.
 * Amounts are in the invoice's currency, with two decimals.
 */
public final class People {
  private final Organisation books;

  People(Organisation books) {
    this.books = books;
  }

  /** A person adds a contact under a name that nobody has. */
  public UUID addContact(String name, String email) {
    var contact = new Contact();
    contact.texts.put("Name", name);
    contact.texts.put("EmailAddress", email);
    synchronized (books) {
      books.keep(contact);
    }
    return contact.id;
  }

  /**
   * A person changes a contact; members as in the API, what is left out stays.
   *
   * @throws IllegalArgumentException if the ledger refuses it, with the messages
   */
  public void editContact(UUID contact, JsonNode changes) {
    synchronized (books) {
      var errors = new LinkedHashSet<String>();
      var old = books.contacts.get(contact);
      var next = new ContactChange(books, Element.of(changes), old, errors).prepare();
      if (!errors.isEmpty()) {
        throw new IllegalArgumentException(errors.toString());
      }
      books.keep(next);
    }
  }

  public void archiveContact(UUID contact) {
    synchronized (books) {
      var found = books.contacts.get(contact);
      found.archived = true;
      books.keep(found);
    }
  }

  public void restoreContact(UUID contact) {
    synchronized (books) {
      var found = books.contacts.get(contact);
      found.archived = false;
      books.keep(found);
    }
  }

  /** Merges the first contact into the second, which archives it and takes over its invoices. */
  public void mergeContact(UUID loser, UUID winner) {
    archiveContact(loser);
    synchronized (books) {
      books.contacts.get(loser).mergedTo = winner;
      books.invoices.values().stream()
          .filter(invoice -> loser.equals(invoice.contactId))
          .forEach(invoice -> invoice.contactId = winner);
    }
  }

  /** Locks every day up to and including {@code last}; null unlocks. */
  public void lockPeriod(LocalDate last) {
    synchronized (books) {
      books.periodLock = last;
    }
  }

  /** How many invoices the plan lets be approved this month; null: any number. */
  public void allowApprovals(Integer left) {
    synchronized (books) {
      books.approvalsLeft = left;
    }
  }

  /** Locks the year up to and including {@code last}; null unlocks. */
  public void lockYear(LocalDate last) {
    synchronized (books) {
      books.yearLock = last;
    }
  }

  public void archiveTaxRate(String taxType) {
    synchronized (books) {
      books.taxRates.replaceAll(rate -> rate.taxType().equals(taxType) ? rate.archived() : rate);
    }
  }

  public void removeCurrency(String code) {
    synchronized (books) {
      books.currencies.remove(code);
    }
  }

  /** Whether voided and deleted invoices free their number; nobody knows, so no by default. */
  public void deadInvoicesFreeTheirNumber(boolean free) {
    synchronized (books) {
      books.deadInvoicesFreeTheirNumber = free;
    }
  }

  /** Records a payment of an approved invoice; the full amount makes it PAID. */
  public void recordPayment(UUID invoice, BigDecimal amount) {
    synchronized (books) {
      var found = books.invoices.get(invoice);
      if (!found.status.equals("AUTHORISED") || amount.compareTo(found.amountDue()) > 0) {
        throw new IllegalArgumentException("Only what is due on an approved invoice can be paid");
      }
      found.payments.add(new Invoice.Payment(UUID.randomUUID(), books.today(), amount));
      if (found.amountDue().signum() == 0) {
        found.status = "PAID";
      }
      books.keep(found);
    }
  }

  /** Takes all payments off an invoice again. */
  public void removePayments(UUID invoice) {
    synchronized (books) {
      var found = books.invoices.get(invoice);
      found.payments.clear();
      found.status = "AUTHORISED";
      books.keep(found);
    }
  }

  /** A person voids an approved invoice, or deletes a draft. */
  public void voidByUser(UUID invoice) {
    synchronized (books) {
      var found = books.invoices.get(invoice);
      found.status = found.status.equals("AUTHORISED") ? "VOIDED" : "DELETED";
      books.keep(found);
    }
  }

  /**
   * A person or another application makes an invoice; members as in the API.
   *
   * @throws IllegalArgumentException if the ledger refuses it, with the messages
   */
  public UUID createByUser(JsonNode invoice) {
    return write(invoice, null);
  }

  /** A person changes an invoice; members as in the API, what is left out stays. */
  public void editByUser(UUID invoice, JsonNode changes) {
    synchronized (books) {
      write(changes, books.invoices.get(invoice));
    }
  }

  /** An approved invoice of one line over 1.00 that takes {@code number}. */
  public UUID takeNumber(String number) {
    return createByUser("Walk-in customer", number);
  }

  /** A contact of this name, made with an invoice that nobody numbered. */
  public UUID takeName(String name) {
    return createByUser(name, null);
  }

  private UUID createByUser(String contact, String number) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("Type", "ACCREC").put("InvoiceNumber", number).put("Status", "AUTHORISED");
    json.put("DueDate", books.today().toString());
    json.putObject("Contact").put("Name", contact);
    json.putArray("LineItems")
        .addObject()
        .put("Description", "Made by a person")
        .put("UnitAmount", BigDecimal.ONE)
        .put("AccountCode", "200");
    return createByUser(json);
  }

  /** Every invoice as the API shows it, unit prices with 4 decimals. */
  public List<JsonNode> invoices() {
    synchronized (books) {
      var shape = new InvoiceJson(books, 4);
      return books.invoices.values().stream().<JsonNode>map(shape::full).toList();
    }
  }

  /** The invoices with this number. */
  public List<JsonNode> invoices(String number) {
    return invoices().stream()
        .filter(found -> found.path("InvoiceNumber").asText().equals(number))
        .toList();
  }

  /** Every contact as the API shows it. */
  public List<JsonNode> contacts() {
    synchronized (books) {
      return books.contacts.values().stream().<JsonNode>map(ContactJson::full).toList();
    }
  }

  private UUID write(JsonNode json, Invoice old) {
    synchronized (books) {
      var change = new InvoiceChange(books, Element.of(json), old, 4);
      var kept =
          Optional.ofNullable(change.apply().orElse(null))
              .orElseThrow(() -> new IllegalArgumentException(change.errors().toString()));
      kept.byApp = old != null && old.byApp;
      return kept.id;
    }
  }
}
