package io.coportal.sync.simulator.xero;

import io.coportal.sync.simulator.Control;
import io.coportal.sync.simulator.Fault;
import io.coportal.sync.simulator.Html;
import io.coportal.sync.simulator.Response;
import java.time.Instant;

/** Misfortunes as Xero shows them. */
public final class XeroFaults {
  private static final Response BROKEN =
      Response.text(500, "An error occurred in Xero. Check the API Status page");

  private XeroFaults() {}

  /** 500, nothing done; under a key the same 500 is replayed. */
  public static Fault serverError() {
    return Fault.providerInstead("server-error", BROKEN);
  }

  /** 500, everything done; under a key the same 500 is replayed. */
  public static Fault serverErrorAfterCommit() {
    return Fault.providerAfterWork("server-error-after-commit", BROKEN);
  }

  /** 502 or 504 in HTML, nothing done. */
  public static Fault gateway(int status) {
    return Fault.gatewayInstead("gateway", gatewayPage(status));
  }

  /** 502 or 504 in HTML, everything done. */
  public static Fault gatewayAfterCommit(int status) {
    return Fault.gatewayAfterWork("gateway-after-commit", gatewayPage(status));
  }

  public static Fault unavailable() {
    return Fault.gatewayInstead(
        "unavailable", Response.text(503, "The Xero API is temporarily unavailable"));
  }

  public static Fault organisationOffline() {
    return Fault.gatewayInstead(
        "organisation-offline", Response.text(503, "The Organisation is offline"));
  }

  /**
   * A 429.
   *
   * @param problem {@code minute, day, appminute} or {@code concurrent}
   * @param retryAfter seconds; below 0 sends no Retry-After
   */
  public static Fault rateLimit(String problem, int retryAfter) {
    var refusal =
        Response.empty(429)
            .with("X-Rate-Limit-Problem", problem)
            .with("X-MinLimit-Remaining", problem.equals("minute") ? "0" : "42")
            .with("X-DayLimit-Remaining", problem.equals("day") ? "0" : "344")
            .with("X-AppMinLimit-Remaining", problem.equals("appminute") ? "0" : "9000");
    return Fault.gatewayInstead(
        "rate-limit-" + problem,
        retryAfter < 0 ? refusal : refusal.with("Retry-After", Integer.toString(retryAfter)));
  }

  public static Fault tokenExpired() {
    return Fault.gatewayInstead(
        "token-expired", Grants.unauthorized(Grants.expired(Instant.now())));
  }

  /** The organisation is no longer connected to this token. */
  public static Fault disconnected() {
    return Fault.gatewayInstead(
        "disconnected", Refusal.problem(403, "Forbidden", "AuthenticationUnsuccessful"));
  }

  /** 400: the key came with other bytes before. */
  public static Fault keyReused() {
    return Fault.gatewayInstead(
        "key-reused",
        Refusal.problem(
            400, "Bad Request", "Idempotency Key: ab12 is used with a different request."));
  }

  /** The store of idempotency keys is down; script it for requests that carry a key. */
  public static Fault idempotencyStoreDown() {
    return Fault.gatewayInstead(
        "idempotency-store-down", Response.text(500, "The idempotency store is unavailable"));
  }

  /** 200 with somebody else's page, nothing done. */
  public static Fault html() {
    return Fault.gatewayInstead("html", page());
  }

  /** 200 with somebody else's page, everything done. */
  public static Fault htmlAfterCommit() {
    return Fault.gatewayAfterWork("html-after-commit", page());
  }

  static void addTo(Control control) {
    control
        .kind("server-error", options -> serverError())
        .kind("server-error-after-commit", options -> serverErrorAfterCommit())
        .kind("gateway", options -> gateway(options.path("status").asInt(502)))
        .kind(
            "gateway-after-commit",
            options -> gatewayAfterCommit(options.path("status").asInt(502)))
        .kind("unavailable", options -> unavailable())
        .kind("organisation-offline", options -> organisationOffline())
        .kind(
            "rate-limit",
            options ->
                rateLimit(
                    options.path("problem").asText("minute"), options.path("retryAfter").asInt(-1)))
        .kind("token-expired", options -> tokenExpired())
        .kind("disconnected", options -> disconnected())
        .kind("idempotency-store-down", options -> idempotencyStoreDown())
        .kind("html", options -> html())
        .kind("html-after-commit", options -> htmlAfterCommit());
  }

  private static Response gatewayPage(int status) {
    return Response.html(status, Html.page("Gateway error " + status, ""));
  }

  private static Response page() {
    return Response.html(200, Html.page("Welcome to the guest network", "<p>Sign in first.</p>"));
  }
}
