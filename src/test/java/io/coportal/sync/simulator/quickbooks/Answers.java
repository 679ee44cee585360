package io.coportal.sync.simulator.quickbooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.simulator.Response;
import java.time.Clock;
import java.util.List;

/** The envelopes of answers, faults in the three shapes the service and its gateway use. */
final class Answers {
  private final Clock clock;

  Answers(Clock clock) {
    this.clock = clock;
  }

  /** {@code {"<name>": object, "time": …}}. */
  Response of(String name, JsonNode object) {
    var body = JsonNodeFactory.instance.objectNode();
    body.set(name, object);
    return body(200, body);
  }

  Response body(int status, ObjectNode body) {
    return Response.json(status, body.put("time", Stamps.millis(clock.instant())))
        .with("Content-Type", "application/json;charset=UTF-8");
  }

  /** The accounting service's own shape. */
  Response fault(Refusal refusal, boolean french) {
    if (refusal.status() == 404) {
      return Response.empty(404);
    }
    var body = JsonNodeFactory.instance.objectNode();
    body.set("Fault", faultNode(refusal, french));
    return body(refusal.status(), body);
  }

  static ObjectNode faultNode(Refusal refusal, boolean french) {
    var type = refusal.status() == 500 ? "SystemFault" : "ValidationFault";
    return french
        ? faultNode(
            type,
            refusal.code(),
            "Une erreur de validation est survenue",
            "Veuillez corriger les données et réessayer.",
            refusal.element())
        : faultNode(type, refusal.code(), refusal.summary(), refusal.detail(), refusal.element());
  }

  static ObjectNode faultNode(
      String type, String code, String summary, String detail, String element) {
    var fault = JsonNodeFactory.instance.objectNode();
    fault
        .putArray("Error")
        .addObject()
        .put("Message", summary)
        .put("Detail", detail)
        .put("code", code)
        .put("element", element);
    return fault.put("type", type);
  }

  /** The gateway's shape, in lower case. */
  Response gatewayFault(int status, String type, String code, String summary, String detail) {
    var body = JsonNodeFactory.instance.objectNode();
    body.putNull("warnings").putNull("intuitObject");
    var fault = body.putObject("fault");
    fault
        .putArray("error")
        .addObject()
        .put("message", summary)
        .put("detail", detail)
        .put("code", code)
        .putNull("element");
    fault.put("type", type);
    body.putNull("report").putNull("queryResponse");
    for (var list : List.of("batchItemResponse", "attachableResponse")) {
      body.putArray(list);
    }
    body.putNull("syncErrorResponse").putNull("requestId");
    body.put("time", clock.millis()).putNull("status").putArray("cdcresponse");
    return Response.json(status, body).with("Content-Type", "application/json;charset=UTF-8");
  }

  /** The shape that comes in XML whatever was asked for. */
  Response xmlFault(int status, String type, String code, String summary, String detail) {
    return Response.of(
        status,
        "application/xml;charset=UTF-8",
        Xml.fault(Stamps.millis(clock.instant()), faultNode(type, code, summary, detail, "")));
  }

  /** 401: the token is missing, expired or garbled. */
  Response unauthenticated(String detail) {
    return gatewayFault(
        401,
        "AUTHENTICATION",
        "3200",
        "message=AuthenticationFailed; errorCode=003200; statusCode=401",
        detail);
  }

  /** 403: the application may not, or may no longer, use this company. */
  Response unauthorized() {
    return gatewayFault(
        403,
        "AUTHORIZATION",
        "3100",
        "message=ApplicationAuthorizationFailed; errorCode=003100; statusCode=403",
        "Application is not authorized");
  }

  /** 429 as the gateway says it. */
  Response throttled() {
    return gatewayFault(
        429,
        "SERVICE",
        "3001",
        "message=ThrottleExceeded; errorCode=003001; statusCode=429",
        "The request limit was reached. Try again later");
  }

  /** 401: the token is another company's. */
  Response otherCompany() {
    return xmlFault(
        401,
        "AuthenticationFault",
        "100",
        "General Authentication Error",
        "AuthenticationErrorGeneral: SRV-110-Authentication Failure , statusCode: 401");
  }
}
