package io.coportal.sync.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.coportal.sync.json.ExactJson;

/**
 * What came back.
 *
 * @param head status line and headers as sent
 * @param text the body
 */
record Answer(int status, String head, String text) {
  JsonNode json() {
    try {
      return ExactJson.mapper().readTree(text);
    } catch (JsonProcessingException notJson) {
      return ExactJson.mapper().missingNode();
    }
  }

  String header(String name) {
    return head.lines()
        .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  /** A refusal that says what to do and nothing of the inside. */
  Answer refused(int status) {
    assertThat(status()).as("%s%n%s", head, text).isEqualTo(status);
    assertThat(header("Content-Type")).as(text).startsWith("application/problem+json");
    assertThat(json().path("status").asInt()).isEqualTo(status);
    assertThat(json().path("code").asText()).matches("[a-z0-9-]+");
    assertThat(json().path("detail").asText()).isNotBlank();
    assertThat(json().path("cure").asText()).isNotBlank();
    return saysNothingOfTheInside();
  }

  Answer refused(int status, String code) {
    refused(status);
    assertThat(json().path("code").asText()).isEqualTo(code);
    return this;
  }

  /** Refused at this place of the body. */
  Answer at(String pointer) {
    assertThat(json().path("faults").findValuesAsText("pointer")).as(text).contains(pointer);
    return this;
  }

  Answer accepted() {
    assertThat(status()).as(text).isIn(200, 201, 202);
    return this;
  }

  Answer saysNothingOfTheInside() {
    assertThat(text)
        .doesNotContain("Exception", "io.coportal", "org.apache", "org.springframework", "\tat ");
    assertThat(head + text).doesNotContainIgnoringCase("tomcat", "coyote", "jetty");
    assertThat(header("Server") + header("X-Powered-By")).isEmpty();
    return this;
  }
}
