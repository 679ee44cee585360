package io.coportal.sync.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.simulator.Request;
import io.coportal.sync.simulator.xero.XeroSimulator;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the rows of bad input have in common. */
@ExtendWith(BadInputTally.class)
abstract class BadInputRows {
  static final Duration PATIENCE = Duration.ofSeconds(90);
  static final Predicate<Request> WRITES =
      request -> request.isWrite() && request.target().contains("/Invoices");

  final BadInputScene scene = BadInputScene.shared();

  @BeforeEach
  void newCaller() {
    scene.renewKey();
  }

  /** An invoice over 120.00 with one line. */
  static String invoice(String number) {
    return invoice(number, 1);
  }

  static String invoice(String number, int version) {
    return """
        {"version": %d, "number": "%s", "status": "sent", "issueDate": "2026-11-02",
         "dueDate": "2026-12-02", "currency": "GBP",
         "client": {"clientId": "cl-%s", "name": "Client of %s"},
         "lines": [{"description": "Work", "quantity": 1, "unitPrice": 100.00}],
         "taxRate": 20, "taxReason": "standard",
         "subtotal": 100.00, "taxTotal": 20.00, "total": 120.00}"""
        .formatted(version, number, number, number);
  }

  static String invoices(String workspace, String id) {
    return "/workspaces/" + workspace + "/invoices/" + id;
  }

  Answer put(String id, String body, String... headers) {
    return scene.call("PUT", invoices(BadInputScene.WORKSPACE, id), body, headers);
  }

  Answer press(String id, String... headers) {
    return scene.call("POST", invoices(BadInputScene.WORKSPACE, id) + "/syncs/xero", null, headers);
  }

  JsonNode sync(String id) {
    return scene
        .call("GET", invoices(BadInputScene.WORKSPACE, id), null)
        .json()
        .path("syncs")
        .path("xero");
  }

  JsonNode awaitState(String id, String state) {
    await(id + " becomes " + state)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(150))
        .untilAsserted(
            () -> assertThat(sync(id).path("state").asText()).as("%s", sync(id)).isEqualTo(state));
    return sync(id);
  }

  /** What the ledger holds under a number. */
  List<JsonNode> booked(String number) {
    return scene.xero().people(XeroSimulator.UNITED_KINGDOM).invoices(number);
  }

  /** SYNCED in the end, there once, and it is that one. */
  JsonNode endsOnceInTheLedger(String id) {
    JsonNode sync = awaitState(id, "SYNCED");
    assertThat(booked(id)).as(id).hasSize(1);
    assertThat(booked(id).get(0).path("InvoiceID").asText())
        .isEqualTo(sync.path("externalId").asText());
    return sync;
  }

  boolean isStored(String id) {
    return scene
            .database()
            .sql("SELECT COUNT(*) FROM invoice WHERE invoice_id = ?")
            .param(id)
            .query(Long.class)
            .single()
        > 0;
  }
}
