package io.coportal.sync.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.autoconfigure.web.servlet.error.BasicErrorController;
import org.springframework.boot.autoconfigure.web.servlet.error.ErrorViewResolver;
import org.springframework.boot.web.servlet.error.ErrorAttributes;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;

/**
 * What the web server refuses before any route runs: problem+json for programs, a page for
 * browsers.
 */
@Controller
class ProblemErrors extends BasicErrorController {

  ProblemErrors(
      ErrorAttributes attributes, ServerProperties server, List<ErrorViewResolver> views) {
    super(attributes, server.getError(), views);
  }

  @Override
  public ResponseEntity<Map<String, Object>> error(HttpServletRequest request) {
    HttpStatus status = getStatus(request);
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", "about:blank");
    problem.put("title", status.getReasonPhrase());
    problem.put("status", status.value());
    problem.put("code", code(status));
    problem.put("detail", detail(status));
    problem.put("cure", "Compare method, path and headers with openapi.yaml.");
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  private static String code(HttpStatus status) {
    return status.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String detail(HttpStatus status) {
    return switch (status) {
      case NOT_FOUND -> "This path does not exist.";
      case METHOD_NOT_ALLOWED -> "This path does not take that method.";
      default -> "The request was refused: " + status.getReasonPhrase() + ".";
    };
  }
}
