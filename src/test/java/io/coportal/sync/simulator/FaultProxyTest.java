package io.coportal.sync.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {
  private static final String ANSWER = "x".repeat(1000);

  private SimulatorServer server;
  private FaultProxy proxy;

  @BeforeEach
  void start() {
    server = SimulatorServer.start(0, SimulatorClock.real(), request -> Response.text(200, ANSWER));
    proxy = FaultProxy.inFrontOf(server.baseUrl());
  }

  @AfterEach
  void stop() {
    proxy.close();
    server.close();
  }

  @Test
  void passesEverythingWithoutAPlan() throws Exception {
    assertThat(put("hello")).hasSize(1000);
    assertThat(server.journal().requests())
        .singleElement()
        .satisfies(entry -> assertThat(entry.body()).isEqualTo("hello"));
  }

  @Test
  void resetsBeforeTheRequestIsReadAndThenPasses() throws Exception {
    proxy.resetOnAccept(1);

    assertThatThrownBy(() -> put("hello")).isInstanceOf(IOException.class);

    assertThat(server.journal().requests()).isEmpty();
    assertThat(put("again")).hasSize(1000);
  }

  @Test
  void resetsInTheMiddleOfARequest() {
    proxy.resetAfterRequestBytes(1, 20);

    assertThatThrownBy(() -> put("hello")).isInstanceOf(IOException.class);

    assertThat(server.journal().requests()).isEmpty();
  }

  @Test
  void cutsAnAnswerWhoseRequestWasServed() {
    proxy.cutAfterResponseBytes(1, 60);

    assertThatThrownBy(() -> put("hello")).isInstanceOf(IOException.class);

    assertThat(server.journal().requests()).hasSize(1);
  }

  @Test
  void refusesUntilItListensAgain() throws Exception {
    proxy.refuse();

    assertThatThrownBy(() -> put("hello")).isInstanceOf(ConnectException.class);

    proxy.listenAgain();
    assertThat(put("hello")).hasSize(1000);
  }

  /** By a bare socket, because HTTP clients connect again by themselves. */
  private String put(String body) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
      var request =
          "PUT / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(body.length(), body);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      if (!answer.endsWith(ANSWER)) {
        throw new EOFException(answer);
      }
      return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }
  }
}
