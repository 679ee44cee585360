package io.coportal.sync.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(30));
  }
}
