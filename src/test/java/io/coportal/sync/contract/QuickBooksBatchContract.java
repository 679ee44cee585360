package io.coportal.sync.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.Response;
import io.coportal.sync.simulator.quickbooks.People;
import io.coportal.sync.simulator.quickbooks.QuickBooksFaults;
import io.coportal.sync.simulator.quickbooks.RequestIds;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** QuickBooks' batch, where each item has a fate of its own and a repeat may mean anything. */
abstract class QuickBooksBatchContract extends DueTogether {
  private final RequestIds requestIds = LedgersUnderTest.QUICKBOOKS.simulator().requestIds();
  private final People people =
      LedgersUnderTest.QUICKBOOKS.simulator().people(QuickBooksUnderTest.HOME);

  QuickBooksBatchContract() {
    super(LedgersUnderTest.QUICKBOOKS);
  }

  @AfterEach
  void requestIdsAsBefore() {
    requestIds.single(RequestIds.Policy.REPLAY).batches(RequestIds.Policy.REPLAY);
  }

  @ParameterizedTest
  @EnumSource
  void whateverARepeatOfABatchAnswersThereIsOneInvoiceEach(RequestIds.Policy policy) {
    requestIds.batches(policy);
    List<TestInvoice> invoices = TestInvoice.plain(5);
    nextWrite(QuickBooksFaults.gatewayAfterCommit(503));

    raise(invoices);

    awaitBooked(invoices);
    assertSameRequest(ledger, writes().subList(0, 2));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void customersWhoseCreationIsUnknownAreLookedUpThoughTheRepeatIsRefused(int clients) {
    requestIds.single(RequestIds.Policy.REFUSE).batches(RequestIds.Policy.REFUSE);
    List<TestInvoice> invoices = TestInvoice.plain(clients);
    invoices.forEach(each -> each.client("of-" + each.id(), each.clientName(), null));
    ledger
        .faults()
        .next(ledger.requests(CallKind.CONTACT_WRITE), QuickBooksFaults.gatewayAfterCommit(503));

    raise(invoices);

    awaitBooked(invoices);
    assertThat(calls(CallKind.CONTACT_WRITE)).hasSize(2);
    assertThat(invoices)
        .allSatisfy(each -> assertThat(ledger.contacts(each.clientName())).hasSize(1));
  }

  @Test
  void eachItemOfABatchHasItsOwnFate() {
    List<TestInvoice> taken = TestInvoice.plain(2);
    TestInvoice limited = TestInvoice.plain();
    TestInvoice broken = TestInvoice.plain();
    TestInvoice brokenAfterWork = TestInvoice.plain();
    nextWrite(
        Fault.changedAnswer(
            "items",
            answer -> {
              ObjectNode body = (ObjectNode) json(answer.text());
              fault(body, limited, "SERVICE", "3001", true);
              fault(body, broken, "SystemFault", "10000", true);
              fault(body, brokenAfterWork, "SystemFault", "10000", false);
              return Response.json(answer.status(), body);
            }));

    raise(Stream.concat(taken.stream(), Stream.of(limited, broken, brokenAfterWork)).toList());

    awaitBooked(taken);
    workspace.awaitError(limited.id(), "limit-reached");
    coportal.waitsEnd(ledger);
    awaitBooked(List.of(limited, broken, brokenAfterWork));
    assertThat(size(writes().get(0))).isEqualTo(5);
  }

  /**
   * The invoice's item holds a fault instead.
   *
   * @param before as if nothing had been done
   */
  private void fault(
      ObjectNode answer, TestInvoice invoice, String type, String code, boolean before) {
    for (JsonNode item : answer.path("BatchItemResponse")) {
      if (names(item.toString(), invoice)) {
        ObjectNode failed = (ObjectNode) item;
        String id = failed.remove("Invoice").path("Id").asText();
        if (before) {
          people.deleteByUser(id);
        }
        ObjectNode fault = failed.putObject("Fault").put("type", type);
        fault.putArray("Error").addObject().put("Message", "Scripted").put("code", code);
      }
    }
  }

  @Test
  void anInvoiceThatSomebodyChangedMeanwhileHoldsUpNoOther() {
    List<TestInvoice> invoices = TestInvoice.plain(4);
    raise(invoices);
    awaitBooked(invoices);
    TestInvoice touched = invoices.get(1);
    people.editByUser(booked(touched).externalId(), QuickBooksBooks.memo());
    ledger.journal().clear();

    raise(changed(invoices, 2));

    awaitBooked(invoices, 2);
    assertThat(writes()).extracting(DueTogether::size).containsExactly(4, 1);
    assertThat(calls(CallKind.INVOICE_READ)).hasSize(1);
  }

  @Test
  void theRateOfACurrencyAndDayIsAskedOnce() {
    List<TestInvoice> invoices =
        Stream.of("USD", "EUR", "USD", "EUR", "USD", "EUR")
            .map(code -> TestInvoice.plain().currency(code).tax("0", "zero_rated_export"))
            .toList();
    invoices.subList(4, 6).forEach(invoice -> invoice.issued("2026-11-03"));

    raise(invoices);

    awaitBooked(invoices);
    assertThat(ledger.journal().requests(call -> call.target().contains("/exchangerate")))
        .hasSize(4);
  }
}
