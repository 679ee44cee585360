package io.coportal.sync.simulator.quickbooks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.coportal.sync.simulator.Control;
import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.Html;
import io.coportal.sync.simulator.Response;
import java.time.Clock;

/** Misfortunes as QuickBooks and what stands in front of it show them. */
public final class QuickBooksFaults {
  static final String TID = "intuit_tid";
  private static final String TRACE = "1-00000000-0000000000000000000fa017";
  private static final Answers ANSWERS = new Answers(Clock.systemUTC());

  private QuickBooksFaults() {}

  /** The forms in which errors come. */
  public enum Shape {
    /** The accounting service's {@code {"Fault":{"Error":[…]}}}. */
    SERVICE,
    /** The gateway's {@code {"fault":{"error":[…]}}}. */
    GATEWAY,
    /** XML although JSON was asked for. */
    XML,
    /** A page of something in front. */
    HTML
  }

  /**
   * Any error in any shape, nothing done.
   *
   * @param status 200 makes a success that holds a fault
   * @param type such as {@code ValidationFault}, {@code SystemFault} or {@code SERVICE}
   */
  public static Fault error(
      Shape shape, int status, String type, String code, String message, String detail) {
    return Fault.gatewayInstead("error", answer(shape, status, type, code, message, detail));
  }

  /** 500 with code 10000, nothing done. */
  public static Fault systemFault() {
    return Fault.providerInstead("system-fault", broken());
  }

  /** 500 with code 10000, everything done. */
  public static Fault systemFaultAfterCommit() {
    return Fault.providerAfterWork("system-fault-after-commit", broken());
  }

  /** 200 that holds a validation fault with this code, nothing done. */
  public static Fault okWithFault(String code, String detail) {
    return Fault.providerInstead(
        "ok-with-fault",
        answer(Shape.SERVICE, 200, "ValidationFault", code, "A fault in a success", detail));
  }

  /** 429 with code 3001. The real one names no time; below 0 sends no Retry-After. */
  public static Fault throttled(Shape shape, int retryAfter) {
    var refusal =
        answer(
            shape,
            429,
            "SERVICE",
            "3001",
            "message=ThrottleExceeded; errorCode=003001; statusCode=429",
            "The request limit was reached. Try again later");
    return Fault.gatewayInstead(
        "throttled",
        retryAfter < 0 ? refusal : refusal.with("Retry-After", Integer.toString(retryAfter)));
  }

  public static Fault throttled() {
    return throttled(Shape.GATEWAY, -1);
  }

  /** 401 with code 3200. */
  public static Fault tokenExpired() {
    return Fault.gatewayInstead(
        "token-expired", ANSWERS.unauthenticated("Token expired: AB01...").with(TID, TRACE));
  }

  /** 401 in XML with code 100: the token is another company's. */
  public static Fault otherCompany() {
    return Fault.gatewayInstead("other-company", ANSWERS.otherCompany().with(TID, TRACE));
  }

  /** 403 with code 3100: the application is no longer connected. */
  public static Fault disconnected() {
    return Fault.gatewayInstead("disconnected", ANSWERS.unauthorized().with(TID, TRACE));
  }

  /** 502, 503 or 504 in HTML, nothing done. */
  public static Fault gateway(int status) {
    return Fault.gatewayInstead("gateway", gatewayPage(status));
  }

  /** 502, 503 or 504 in HTML, everything done. */
  public static Fault gatewayAfterCommit(int status) {
    return Fault.gatewayAfterWork("gateway-after-commit", gatewayPage(status));
  }

  /** 200 with somebody else's page, nothing done. */
  public static Fault html() {
    return Fault.gatewayInstead("html", page());
  }

  /** 200 with somebody else's page, everything done. */
  public static Fault htmlAfterCommit() {
    return Fault.gatewayAfterWork("html-after-commit", page());
  }

  /** 400 invalid_grant; script it for the token endpoint. */
  public static Fault invalidGrant() {
    return Fault.gatewayInstead(
        "invalid-grant",
        Response.json(400, JsonNodeFactory.instance.objectNode().put("error", "invalid_grant")));
  }

  static void addTo(Control control) {
    control
        .kind(
            "error",
            options ->
                error(
                    Shape.valueOf(options.path("shape").asText("SERVICE")),
                    options.path("status").asInt(400),
                    options.path("type").asText("ValidationFault"),
                    options.path("code").asText("6000"),
                    options.path("message").asText("Scripted"),
                    options.path("detail").asText("Scripted")))
        .kind("system-fault", options -> systemFault())
        .kind("system-fault-after-commit", options -> systemFaultAfterCommit())
        .kind(
            "ok-with-fault",
            options ->
                okWithFault(
                    options.path("code").asText("6000"), options.path("detail").asText("Scripted")))
        .kind(
            "throttled",
            options ->
                throttled(
                    Shape.valueOf(options.path("shape").asText("GATEWAY")),
                    options.path("retryAfter").asInt(-1)))
        .kind("token-expired", options -> tokenExpired())
        .kind("other-company", options -> otherCompany())
        .kind("disconnected", options -> disconnected())
        .kind("gateway", options -> gateway(options.path("status").asInt(502)))
        .kind(
            "gateway-after-commit",
            options -> gatewayAfterCommit(options.path("status").asInt(502)))
        .kind("html", options -> html())
        .kind("html-after-commit", options -> htmlAfterCommit())
        .kind("invalid-grant", options -> invalidGrant());
  }

  private static Response broken() {
    return answer(
        Shape.SERVICE,
        500,
        "SystemFault",
        "10000",
        "An application error has occurred while processing your request",
        "System Failure Error: Something went wrong");
  }

  private static Response answer(
      Shape shape, int status, String type, String code, String message, String detail) {
    var answer =
        switch (shape) {
          case SERVICE -> {
            var body = JsonNodeFactory.instance.objectNode();
            body.set("Fault", Answers.faultNode(type, code, message, detail, ""));
            yield ANSWERS.body(status, body);
          }
          case GATEWAY -> ANSWERS.gatewayFault(status, type, code, message, detail);
          case XML -> ANSWERS.xmlFault(status, type, code, message, detail);
          case HTML -> gatewayPage(status);
        };
    return answer.with(TID, TRACE);
  }

  private static Response gatewayPage(int status) {
    return Response.html(status, Html.page("Gateway error " + status, ""));
  }

  private static Response page() {
    return Response.html(200, Html.page("Welcome to the guest network", "<p>Sign in first.</p>"));
  }
}
