package io.coportal.sync.security;

import io.coportal.sync.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.stereotype.Component;

/** Answers requests whose method, path or headers are only ever sent to do harm. */
@Component
class RejectedRequests implements RequestRejectedHandler {
  private final ProblemWriter problems;

  RejectedRequests(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, RequestRejectedException rejected)
      throws IOException {
    problems.write(
        response,
        new Problem(
            400,
            "request-rejected",
            "The request's method, path or headers are not acceptable.",
            "Use the methods and paths of openapi.yaml, without encoded separators."));
  }
}
