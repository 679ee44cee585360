package io.coportal.sync.security;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.problem.DatabaseAway;
import io.coportal.sync.problem.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Answers a refusal that happens before any route runs. */
@Component
class ProblemWriter {
  private final ObjectMapper json;

  ProblemWriter(ObjectMapper json) {
    this.json = json;
  }

  /** Too many requests: come again after so long, in whole seconds. */
  void writeWait(HttpServletResponse response, Duration wait) throws IOException {
    response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait.toSeconds() + 1));
    write(
        response,
        new Problem(
            429,
            "too-many-requests",
            "Too many requests came at once.",
            "Wait as many seconds as Retry-After says, then go on more slowly."));
  }

  /** The database is away: come again in a moment. */
  void writeAway(HttpServletResponse response, Exception away) throws IOException {
    response.setHeader(HttpHeaders.RETRY_AFTER, DatabaseAway.RETRY_AFTER_SECONDS);
    write(response, DatabaseAway.problem(away));
  }

  void write(HttpServletResponse response, Problem problem) throws IOException {
    ObjectNode body = json.createObjectNode();
    body.put("type", "about:blank");
    body.put("title", HttpStatus.valueOf(problem.status()).getReasonPhrase());
    body.put("status", problem.status());
    body.put("code", problem.code());
    body.put("detail", problem.getMessage());
    body.put("cure", problem.cure());
    if (problem.status() == HttpStatus.UNAUTHORIZED.value()) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    response.setStatus(problem.status());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.getOutputStream().write(json.writeValueAsBytes(body));
  }
}
