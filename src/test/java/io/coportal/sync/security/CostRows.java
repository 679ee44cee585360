package io.coportal.sync.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Bodies below the limit of size that are expensive for whoever looks at each fault for itself. */
abstract class CostRows extends BadInputRows {
  private static final Duration QUICKLY = Duration.ofSeconds(1);
  private static final OperatingSystemMXBean PROCESSORS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final int MOST_NAMED = 1_000;

  @Test
  @DisplayName("B7 1,000 lines with a member each that is unknown: 400 within a second")
  void unknownMemberInEachLine() {
    String id = scene.unique("B7");
    String body =
        invoice(id)
            .replace("\"lines\": [", "\"lines\": [" + lines(999, "\"unknown%d\": 1, ") + ",");
    Answer answer = quickest("unknown members", () -> put(id, body));
    answer.refused(400, "invalid-invoice").at("/lines/7/unknown7");
    assertFewFaults(answer);
  }

  @Test
  @DisplayName("B7 90,000 choices that are none: 400 within a second, 1,000 of them named")
  void choices() {
    String body = "{\"taxChoices\": {" + members(90_000, "\"c%d\":1") + "}}";
    String path = "/workspaces/" + BadInputScene.WORKSPACE + "/connections/xero";
    Answer answer = quickest("choices", () -> scene.call("PATCH", path, body));
    answer.refused(400, "settings-refused").at("/taxChoices/c7");
    assertFewFaults(answer);
  }

  @Test
  @DisplayName("B7 90,000 unknown members of a link: 400 within a second, 1,000 of them named")
  void membersOfALink() {
    String body = "{" + members(90_000, "\"m%d\":1") + "}";
    String path = "/workspaces/" + BadInputScene.WORKSPACE + "/connections/xero/links";
    Answer answer = quickest("members of a link", () -> scene.call("POST", path, body));
    answer.refused(400, "invalid-link").at("/m7");
    assertFewFaults(answer);
  }

  @Test
  @DisplayName("B7 an honest invoice of 1,000 lines: stored within a second")
  void honestInvoice() {
    String id = scene.unique("B7");
    String body =
        invoice(id)
            .replace("\"lines\": [", "\"lines\": [" + lines(999, "") + ",")
            .replace(
                "\"subtotal\": 100.00, \"taxTotal\": 20.00, \"total\": 120.00",
                "\"subtotal\": 100000.00, \"taxTotal\": 20000.00, \"total\": 120000.00");
    quickest("honest invoice", () -> put(id, body)).accepted();
    assertThat(isStored(id)).isTrue();
  }

  private static String lines(int count, String extra) {
    return members(
        count, "{" + extra + "\"description\": \"Work\", \"quantity\": 1, \"unitPrice\": 100.00}");
  }

  private static String members(int count, String each) {
    return IntStream.range(0, count)
        .mapToObj(i -> each.formatted(i))
        .collect(Collectors.joining(","));
  }

  private static void assertFewFaults(Answer answer) {
    assertThat(answer.json().path("faults")).hasSizeLessThanOrEqualTo(MOST_NAMED);
    assertThat(answer.text().length()).isLessThan(256 * 1024);
  }

  /** In time of the processors, so that other work on this machine does not count. */
  private static Answer quickest(String what, Supplier<Answer> request) {
    Duration best = null;
    Answer answer = null;
    for (int i = 0; i < 3; i++) {
      long before = PROCESSORS.getProcessCpuTime();
      long from = System.nanoTime();
      answer = request.get();
      Duration taken = Duration.ofNanos(PROCESSORS.getProcessCpuTime() - before);
      best = best == null || taken.compareTo(best) < 0 ? taken : best;
      System.out.printf(
          "%s: %d ms, of processors %d ms%n",
          what, (System.nanoTime() - from) / 1_000_000, taken.toMillis());
    }
    assertThat(best).as(what).isLessThan(QUICKLY);
    return answer;
  }
}
