package io.coportal.sync.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.ledger.LedgerStop;
import io.coportal.sync.ledger.LedgerUnreachable;
import io.coportal.sync.ledger.Refusal;
import io.coportal.sync.problem.Causes;
import io.coportal.sync.problem.DatabaseAway;
import io.coportal.sync.problem.Problem;
import java.util.Objects;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Writes answers and refusals. Nothing of the request's headers comes back. */
@Component("apiReplies")
public class ApiReplies {
  private static final Logger LOG = LoggerFactory.getLogger(ApiReplies.class);

  /** Nothing was stored, and the same request may work in a moment. */
  private static final String BUSY = "busy";

  private final ObjectMapper json;

  ApiReplies(ObjectMapper json) {
    this.json = json;
  }

  /** The body is a {@link Reply}. */
  public void send(Exchange exchange) {
    Reply reply = exchange.getMessage().getBody(Reply.class);
    Message message = cleared(exchange, reply.status(), "application/json");
    if (reply.location() != null) {
      message.setHeader("Location", reply.location());
    }
    message.setBody(reply.body() == null ? null : text(reply.body()));
  }

  /** Any failure becomes problem+json; a fault of ours says nothing but an id for the log. */
  public void problem(Exchange exchange) {
    Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    refuse(exchange, problemOf(failure));
  }

  /** The refusal in it, or a fault of ours, which is logged. */
  static Problem problemOf(Exception failure) {
    return Causes.find(failure, Problem.class)
        .or(() -> Causes.find(failure, TransientDataAccessException.class).map(ApiReplies::busy))
        .or(() -> DatabaseAway.in(failure).map(DatabaseAway::problem))
        .or(() -> Causes.find(failure, LedgerStop.class).map(ApiReplies::stopped))
        .or(() -> Causes.find(failure, LedgerUnreachable.class).map(ApiReplies::unreachable))
        .orElseGet(() -> internal(failure));
  }

  private static Problem busy(TransientDataAccessException passing) {
    LOG.warn("A request ended because the database was busy: {}", passing.getMessage());
    return new Problem(
        503,
        BUSY,
        "Others are working on the same invoice or connection.",
        "Wait as many seconds as Retry-After says, then send the request again.");
  }

  private static Problem stopped(LedgerStop stop) {
    Refusal refusal = stop.refusal();
    return new Problem(409, refusal.code(), refusal.message(), refusal.cure());
  }

  private static Problem unreachable(LedgerUnreachable unreachable) {
    return new Problem(
        503,
        "ledger-unreachable",
        unreachable.getMessage() + ".",
        "Nothing was changed; try again in a minute.");
  }

  void refuse(Exchange exchange, Problem problem) {
    Message message = cleared(exchange, problem.status(), "application/problem+json");
    if (BUSY.equals(problem.code())) {
      message.setHeader("Retry-After", "1");
    } else if (DatabaseAway.CODE.equals(problem.code())) {
      message.setHeader("Retry-After", DatabaseAway.RETRY_AFTER_SECONDS);
    }
    message.setBody(text(problem));
  }

  String text(Problem problem) {
    ObjectNode body = json.createObjectNode();
    body.put("type", "about:blank");
    body.put("title", HttpStatus.valueOf(problem.status()).getReasonPhrase());
    body.put("status", problem.status());
    body.put("code", problem.code());
    body.put("detail", problem.getMessage());
    body.put("cure", problem.cure());
    if (!problem.faults().isEmpty()) {
      body.set("faults", json.valueToTree(problem.faults()));
    }
    return body.toString();
  }

  private static Problem internal(Exception failure) {
    String id =
        Objects.requireNonNullElseGet(MDC.get("request"), () -> UUID.randomUUID().toString());
    LOG.error("Request failed, correlation id {}", id, failure);
    return new Problem(
        500,
        "internal-error",
        "The request could not be served (correlation id " + id + ").",
        "Try again; if it stays, give the correlation id to an engineer.");
  }

  private static Message cleared(Exchange exchange, int status, String contentType) {
    Message message = exchange.getMessage();
    message.removeHeaders("*");
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    message.setHeader(Exchange.CONTENT_TYPE, contentType);
    return message;
  }

  private String text(Object body) {
    try {
      return json.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An answer cannot be written", e);
    }
  }
}
