package io.coportal.sync.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Callers that take their time: the scene waits 1 s for the next bytes and 2 s for a body. */
abstract class SlowRows extends BadInputRows {
  @ParameterizedTest(name = "B7 a body that stops after 2 bytes, {0}: 408")
  @CsvSource({"Content-Length: 20, '{ '", "Transfer-Encoding: chunked, '2\r\n{ \r\n'"})
  void bodyThatStops(String length, String sent) {
    long before = System.nanoTime();
    scene
        .raw(
            "PUT /api/v1" + invoices(BadInputScene.WORKSPACE, "slow") + " HTTP/1.1",
            sent.getBytes(StandardCharsets.US_ASCII),
            "Authorization: Bearer " + scene.key(),
            "Content-Type: application/json",
            length)
        .refused(408);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(PATIENCE);
  }

  @Test
  @DisplayName("B7 a body byte by byte: 408, and the connection ends")
  void dripping() throws IOException {
    assertThat(dripped("Authorization: Bearer " + scene.key())).startsWith("HTTP/1.1 408");
  }

  @Test
  @DisplayName("B7 a body byte by byte from nobody: 401, and the connection ends")
  void drippingStranger() throws IOException {
    assertThat(dripped("X-No: key")).startsWith("HTTP/1.1 401");
  }

  /** What comes back until the server ends the connection, which it must within our patience. */
  private String dripped(String key) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), scene.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("PUT /api/v1/workspaces/harbour/invoices/slow HTTP/1.1\r\nHost: localhost\r\n"
                  + key
                  + "\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      Awaitility.await()
          .pollInterval(Duration.ofMillis(100))
          .atMost(PATIENCE)
          .until(() -> isClosedAfterAByte(out));
      return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    }
  }

  private static boolean isClosedAfterAByte(OutputStream out) throws IOException {
    try {
      out.write(' ');
      return false;
    } catch (SocketException closed) {
      return true;
    }
  }
}
