package io.coportal.sync.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

abstract class HeaderRows extends BadInputRows {
  private static final String[] STEERING = {
    "tenantId: other",
    "JMSXGroupID: other",
    "operationName: other",
    "kafka.OVERRIDE_TOPIC: other",
    "CamelHttpQuery: a=b"
  };

  @ParameterizedTest(name = "B1 {0}: ignored, the call goes to the configured ledger")
  @ValueSource(strings = {"CAmelHttpUri", "CamelHttpUri", "camelhttpuri", "CamelHttpBaseUri"})
  void steeringAddress(String header) throws IOException {
    String id = scene.unique("B1");
    put(id, invoice(id)).accepted();
    try (ServerSocket elsewhere = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      press(id, header + ": http://127.0.0.1:" + elsewhere.getLocalPort() + "/").accepted();
      endsOnceInTheLedger(id);
      elsewhere.setSoTimeout(1);
      assertThat(caught(elsewhere)).isFalse();
    }
  }

  @ParameterizedTest(name = "B2 {0} as header, as query, as form field: as without it")
  @ValueSource(
      strings = {
        "CamelBeanMethodName",
        "CamelSqlQuery",
        "CamelFileName",
        "CamelExecCommandExecutable"
      })
  void steeringTheRoute(String name) {
    String id = scene.unique("B2");
    put(id, invoice(id), name + ": evil").accepted();
    press(id, name + ": evil").accepted();
    String path = invoices(BadInputScene.WORKSPACE, id);
    assertThat(scene.call("GET", path + "?" + name + "=evil", null).status()).isIn(200, 400);
    scene
        .callAs(
            scene.key(),
            "PUT",
            path,
            name + "=evil",
            "Content-Type: application/x-www-form-urlencoded")
        .refused(415);
    assertThat(pressWithForm(id, name + "=evil").refused(415).text()).doesNotContain("evil");
    assertThat(scene.call("POST", path + "/syncs/xero?" + name + "=evil", null).status())
        .isIn(200, 202, 400);
    endsOnceInTheLedger(id);
  }

  @Test
  @DisplayName("B2 a form without fields: 415 as well")
  void emptyForm() {
    pressWithForm(scene.unique("B2"), "").refused(415);
  }

  private Answer pressWithForm(String id, String form) {
    return scene.callAs(
        scene.key(),
        "POST",
        invoices(BadInputScene.WORKSPACE, id) + "/syncs/xero",
        form,
        "Content-Type: application/x-www-form-urlencoded");
  }

  @ParameterizedTest(name = "B3 {0}: ignored, the job is that of the caller's workspace")
  @ValueSource(
      strings = {
        "kafka.OVERRIDE_TOPIC",
        "JMSXGroupID",
        "operationName",
        "tenantId",
        "workspace",
        "provider",
        "xero-tenant-id"
      })
  void claimingAnotherWorkspace(String header) {
    String id = scene.unique("B3");
    String other = scene.workspace(scene.unique("b3-other"));
    put(id, invoice(id), header + ": " + other).accepted();
    press(id, header + ": " + other).accepted();
    endsOnceInTheLedger(id);
    assertThat(
            scene
                .database()
                .sql("SELECT workspace_id FROM invoice WHERE invoice_id = ?")
                .param(id)
                .query(String.class)
                .list())
        .containsExactly(BadInputScene.WORKSPACE);
  }

  @Test
  @DisplayName("B1–B3 no header of a caller has reached the ledger")
  void nothingOnTheWire() {
    String id = scene.unique("B3");
    put(id, invoice(id)).accepted();
    press(id, STEERING).accepted();
    endsOnceInTheLedger(id);
    assertThat(scene.xero().journal().requests())
        .filteredOn(entry -> entry.body().contains(id))
        .isNotEmpty();
    assertThat(scene.xero().journal().requests())
        .flatExtracting(entry -> entry.headers().keySet())
        .extracting(name -> name.toLowerCase(Locale.ROOT))
        .contains("xero-tenant-id")
        .noneMatch(name -> name.startsWith("camel"))
        .doesNotContain("tenantid", "jmsxgroupid", "operationname", "kafka.override_topic");
  }

  private static boolean caught(ServerSocket elsewhere) throws IOException {
    try {
      elsewhere.accept().close();
      return true;
    } catch (SocketTimeoutException nobody) {
      return false;
    }
  }
}
