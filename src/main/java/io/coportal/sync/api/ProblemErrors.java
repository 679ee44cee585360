package io.coportal.sync.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.autoconfigure.web.servlet.error.BasicErrorController;
import org.springframework.boot.autoconfigure.web.servlet.error.ErrorViewResolver;
import org.springframework.boot.web.servlet.error.ErrorAttributes;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.servlet.ModelAndView;

/**
 * What the web server refuses before any route runs: problem+json, whatever the caller accepts; a
 * page only where owners come by with a browser.
 */
@Controller
class ProblemErrors extends BasicErrorController {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemErrors.class);
  private static final Pattern OF_BROWSERS =
      Pattern.compile("/(connect|authorized|oauth2|assets)(/.*)?");

  private final ObjectMapper json;

  ProblemErrors(
      ErrorAttributes attributes,
      ServerProperties server,
      List<ErrorViewResolver> views,
      ObjectMapper json) {
    super(attributes, server.getError(), views);
    this.json = json;
  }

  @Override
  public ModelAndView errorHtml(HttpServletRequest request, HttpServletResponse response) {
    Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    if (path != null && OF_BROWSERS.matcher(path.toString()).matches()) {
      return super.errorHtml(request, response);
    }
    try {
      HttpStatus status = getStatus(request);
      response.setStatus(status.value());
      response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      response.setCharacterEncoding(StandardCharsets.UTF_8.name());
      response.getOutputStream().write(json.writeValueAsBytes(problem(request, status)));
    } catch (IOException gone) {
      LOG.debug("The caller is gone before its refusal was written", gone);
    }
    return null;
  }

  @Override
  public ResponseEntity<Map<String, Object>> error(HttpServletRequest request) {
    HttpStatus status = getStatus(request);
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem(request, status));
  }

  private static Map<String, Object> problem(HttpServletRequest request, HttpStatus status) {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", "about:blank");
    problem.put("title", status.getReasonPhrase());
    problem.put("status", status.value());
    problem.put("code", code(status));
    if (status.is5xxServerError()) {
      String id = UUID.randomUUID().toString();
      LOG.error(
          "Request failed, correlation id {}",
          id,
          (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION));
      problem.put("detail", "The request could not be served (correlation id " + id + ").");
      problem.put("cure", "Try again; if it stays, give the correlation id to an engineer.");
    } else {
      problem.put("detail", detail(status));
      problem.put("cure", "Compare method, path and headers with openapi.yaml.");
    }
    return problem;
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
