package io.coportal.sync.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.coportal.sync.reconcile.SyncState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActivityCsvTest {
  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"})
  void aFormulaBecomesText(String formula) {
    assertThat(csv(formula, null)).contains(",\"'" + formula + "\",");
  }

  @Test
  void quotesCommasAndLinesStayInTheirCell() {
    assertThat(csv("A \"B\", C\nD", null)).contains(",\"A \"\"B\"\", C\nD\",");
  }

  @Test
  void nothingIsEmpty() {
    assertThat(csv("1", null)).endsWith("\"SYNCED\",\"\",\"\",\"200\",\"\"\r\n");
  }

  private static String csv(String number, String message) {
    return ActivityCsv.of(
        List.of(
            new ActivityLog.Try(
                Instant.EPOCH,
                "paper",
                "inv-1",
                number,
                1,
                SyncState.SYNCED,
                null,
                message,
                200,
                null)));
  }
}
