package io.coportal.sync.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.coportal.sync.problem.DatabaseAway;
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
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.autoconfigure.web.servlet.error.BasicErrorController;
import org.springframework.boot.autoconfigure.web.servlet.error.ErrorViewResolver;
import org.springframework.boot.web.servlet.error.ErrorAttributes;
import org.springframework.http.HttpHeaders;
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
      Pattern.compile("/(connect|authorized|oauth2|assets|console)(/.*)?");

  private static final String SECONDS = "5";

  private final ObjectMapper json;
  private final ObjectProvider<CamelContext> routes;

  ProblemErrors(
      ErrorAttributes attributes,
      ServerProperties server,
      List<ErrorViewResolver> views,
      ObjectMapper json,
      ObjectProvider<CamelContext> routes) {
    super(attributes, server.getError(), views);
    this.routes = routes;
    this.json = json;
  }

  @Override
  public ModelAndView errorHtml(HttpServletRequest request, HttpServletResponse response) {
    Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    if (path != null && OF_BROWSERS.matcher(path.toString()).matches()) {
      return super.errorHtml(request, response);
    }
    try {
      HttpStatus status = statusOf(request);
      response.setStatus(status.value());
      if (status == HttpStatus.SERVICE_UNAVAILABLE) {
        response.setHeader(HttpHeaders.RETRY_AFTER, SECONDS);
      }
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
    HttpStatus status = statusOf(request);
    ResponseEntity.BodyBuilder answer = ResponseEntity.status(status);
    if (status == HttpStatus.SERVICE_UNAVAILABLE) {
      answer.header(HttpHeaders.RETRY_AFTER, SECONDS);
    }
    return answer.contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem(request, status));
  }

  /** The web server takes requests a moment before the routes run that give it its paths. */
  private HttpStatus statusOf(HttpServletRequest request) {
    HttpStatus status = getStatus(request);
    if (status == HttpStatus.NOT_FOUND && !routes.getObject().isStarted()) {
      return HttpStatus.SERVICE_UNAVAILABLE;
    }
    Object failure = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
    return failure instanceof Throwable thrown && DatabaseAway.in(thrown).isPresent()
        ? HttpStatus.SERVICE_UNAVAILABLE
        : status;
  }

  private static Map<String, Object> problem(HttpServletRequest request, HttpStatus status) {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", "about:blank");
    problem.put("title", status.getReasonPhrase());
    problem.put("status", status.value());
    problem.put("code", code(status));
    if (status == HttpStatus.SERVICE_UNAVAILABLE) {
      problem.put("detail", "The server is starting, or cannot reach its database.");
      problem.put("cure", "Wait as many seconds as Retry-After says, then send the request again.");
    } else if (status.is5xxServerError()) {
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
