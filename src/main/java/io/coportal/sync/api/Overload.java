package io.coportal.sync.api;

import io.coportal.sync.problem.Problem;
import java.util.concurrent.RejectedExecutionException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** All threads are busy and all places before them taken, or the server stops: come again. */
@ControllerAdvice
class Overload {
  private static final String SECONDS = "5";
  private static final Problem BUSY =
      new Problem(
          503,
          "server-busy",
          "The server has more to do than it can take on.",
          "Wait as many seconds as Retry-After says and send the request again.");

  private final ApiReplies replies;

  Overload(ApiReplies replies) {
    this.replies = replies;
  }

  @ExceptionHandler
  ResponseEntity<String> refuse(RejectedExecutionException full) {
    return ResponseEntity.status(BUSY.status())
        .header(HttpHeaders.RETRY_AFTER, SECONDS)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(replies.text(BUSY));
  }
}
