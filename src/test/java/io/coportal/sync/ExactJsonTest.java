package io.coportal.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.coportal.sync.json.ExactJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactJsonTest {
  @ParameterizedTest
  @ValueSource(strings = {"100.00", "0.0000001", "12345678901234567.89", "1", "-0.10"})
  void everyDigitOfAnAmountSurvives(String amount) throws Exception {
    var mapper = ExactJson.mapper();
    assertThat(mapper.writeValueAsString(mapper.readTree("{\"a\":" + amount + "}")))
        .isEqualTo("{\"a\":" + amount + "}");
  }
}
