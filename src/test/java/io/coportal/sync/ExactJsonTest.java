package io.coportal.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e99999999999",
        "[-1E+99999999999]",
        "{\"a\": 1e-99999999999}",
        "11111111111111111111111111111111111111111111111111111111111111111",
        "1 2",
        "NaN"
      })
  void whatIsNoNumberIsNoJson(String text) {
    assertThatExceptionOfType(JsonProcessingException.class).isThrownBy(() -> ExactJson.read(text));
  }
}
