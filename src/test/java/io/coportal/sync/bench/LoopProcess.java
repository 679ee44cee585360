package io.coportal.sync.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What a run of {@link SdkLoop} said.
 *
 * @param wallMillis by the clock
 * @param cpuMillis of the processor
 */
record LoopProcess(long wallMillis, long cpuMillis) {
  private static final Pattern MEASURED = Pattern.compile("measured (\\d+) (\\d+)");

  static LoopProcess run(SimulatedLedger ledger, int warmUp, int invoices)
      throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx1g",
                "-cp",
                Application.classPath(),
                "src/test/resources/bench/StartLoop.java",
                ledger.url().toString(),
                ledger.token(ledger.home()),
                ledger.home().organisation(),
                Integer.toString(warmUp),
                Integer.toString(invoices))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(said).isZero();
    var measured = MEASURED.matcher(said);
    assertThat(measured.find()).as(said).isTrue();
    return new LoopProcess(Long.parseLong(measured.group(1)), Long.parseLong(measured.group(2)));
  }
}
