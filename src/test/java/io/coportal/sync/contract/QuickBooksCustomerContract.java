package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.simulator.quickbooks.QuickBooksFaults;
import io.coportal.sync.simulator.quickbooks.QuickBooksFaults.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A name belongs to one customer, vendor or employee, and a customer to one currency. */
abstract class QuickBooksCustomerContract extends QuickBooksContract {
  private final TestInvoice invoice = TestInvoice.plain();
  private final String name = invoice.clientName();

  @AfterEach
  void namesAsBefore() {
    people.inactiveNamesBlock(false);
  }

  @Test
  void aVendorsNameIsStoodBesideAndFoundAgain() {
    people.takeNameByVendor(name);

    workspace.synced(invoice);
    forgetContacts();
    workspace.synced(another("GBP"));

    assertThat(booked(invoice).contactName()).isEqualTo(name + " (client)");
    assertThat(people.customers())
        .filteredOn(customer -> customer.path("DisplayName").asText().startsWith(name))
        .hasSize(1);
  }

  @Test
  void anEmployeesNameIsStoodBesideToo() {
    workspace.synced(invoice.client("cl-" + invoice.id(), "Robin Clerk", null));

    assertThat(booked(invoice).contactName()).isEqualTo("Robin Clerk (client)");
  }

  @Test
  void namesThatAreAllTakenAreLeftToTheOwner() {
    people.takeNameByVendor(name);
    people.takeNameByVendor(name + " (client)");

    JsonNode outcome = workspace.sync(invoice);

    assertFailed(outcome, "contact-name-taken", "Rename");
    assertThat(ledger.invoices(invoice.number())).isEmpty();
  }

  @Test
  void eachCurrencyHasItsCustomer() {
    workspace.synced(invoice);
    TestInvoice dollars = another("USD");
    TestInvoice more = another("USD");

    workspace.synced(dollars);
    forgetContacts();
    workspace.synced(more);

    assertThat(booked(dollars).contactName()).isEqualTo(name + " (USD)");
    assertThat(booked(more).contactId()).isEqualTo(booked(dollars).contactId());
    assertThat(people.customers())
        .filteredOn(customer -> customer.path("DisplayName").asText().startsWith(name))
        .extracting(customer -> customer.at("/CurrencyRef/value").asText())
        .containsExactlyInAnyOrder("GBP", "USD");
  }

  @Test
  void aVendorsNameInAForeignCurrencyIsStoodBeside() {
    people.takeNameByVendor(name);
    TestInvoice dollars = another("USD");

    workspace.synced(dollars);
    workspace.synced(invoice);

    assertThat(booked(dollars).contactName()).startsWith(name + " (client");
    assertThat(booked(invoice).contactName()).startsWith(name + " (client");
    assertThat(booked(invoice).contactId()).isNotEqualTo(booked(dollars).contactId());
  }

  @Test
  void signsThatANameMustNotHoldAreReplaced() {
    workspace.synced(invoice.client("cl-" + invoice.id(), name + ": Head Office", null));

    assertThat(booked(invoice).contactName()).isEqualTo(name + "- Head Office");
  }

  @Test
  void anInactiveNameThatStillBlocksIsNamed() {
    people.inactiveNamesBlock(true);
    workspace.synced(invoice);
    String customer = booked(invoice).contactId();
    people.inactivateCustomer(customer);
    forgetContacts();
    TestInvoice next = another("GBP");

    assertFailed(workspace.sync(next), "contact-archived", "Restore");
    people.reactivateCustomer(customer);

    workspace.synced(next);
    assertThat(booked(next).contactId()).isEqualTo(customer);
  }

  @Test
  void twoCustomersWithOurNumberAreAskedAbout() {
    workspace.synced(invoice.clientWith("email", name.replace(' ', '-') + "@example.org"));
    ObjectNode copy = JsonNodeFactory.instance.objectNode().put("DisplayName", name + " (copy)");
    people.customers().stream()
        .filter(customer -> customer.path("Id").asText().equals(booked(invoice).contactId()))
        .forEach(
            customer -> {
              copy.set("Notes", customer.get("Notes"));
              copy.set("PrimaryEmailAddr", customer.get("PrimaryEmailAddr"));
            });
    people.addCustomer(copy);
    forgetContacts();
    TestInvoice next = TestInvoice.plain().clientOf(invoice);

    assertFailed(workspace.sync(next), "contact-ambiguous", "merge them");
    assertThat(ledger.invoices(next.number())).isEmpty();
  }

  @Test
  void aCustomerWhoseCreationWasHeardAsNameTakenIsTakenUp() {
    ledger
        .faults()
        .next(ledger.requests(CallKind.CONTACT_WRITE), QuickBooksFaults.systemFaultAfterCommit());

    workspace.put(invoice);
    workspace.ask(invoice.id());

    workspace.await(invoice.id(), "SYNCED");
    assertThat(ledger.contacts(name)).hasSize(1);
    assertThat(booked(invoice).contactName()).isEqualTo(name);
  }

  @Test
  void aNameTakenWhileWeAskedIsLookedUpOnceMore() {
    ledger
        .faults()
        .next(
            ledger.requests(CallKind.CONTACT_WRITE),
            QuickBooksFaults.error(
                Shape.SERVICE,
                400,
                "ValidationFault",
                "6240",
                "Duplicate Name Exists Error",
                "The name supplied already exists."));

    workspace.synced(invoice);

    assertThat(booked(invoice).contactName()).isEqualTo(name + " (client)");
  }

  private TestInvoice another(String currency) {
    TestInvoice next =
        TestInvoice.plain().client("cl-" + invoice.id(), name, null).currency(currency);
    invoice.client("cl-" + invoice.id(), name, null);
    return currency.equals("GBP") ? next : next.tax("0", "zero_rated_export");
  }
}
