package io.coportal.sync.bench;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Measures one part after the other; {@code -Dbench=calls,click} measures those parts alone. */
@Tag("bench")
@Isolated("anything beside it would be measured as well")
class BenchTest {
  private static final List<Part> PARTS =
      List.of(
          new StartPart(),
          new CallsPart(),
          new ClickPart(),
          new WallPart(),
          new CpuPart(),
          new InstancesPart(),
          new LimitPart(),
          new ConnectionsPart(),
          new BackfillPart(),
          new ConsolePart());

  @Test
  void measures() throws Exception {
    List<String> asked = List.of(System.getProperty("bench", "all").split(","));
    Results results = new Results();
    for (Part part : PARTS) {
      if (asked.contains("all") || asked.contains(part.name())) {
        part.measure(results);
      }
    }
    results.print();
  }
}
