package io.coportal.sync.simulator.xero;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coportal.sync.simulator.Response;
import java.util.UUID;

/** Ends a whole request with an error answer. */
final class Refusal extends RuntimeException {
  private final transient Response response;

  private Refusal(Response response) {
    super(response.text());
    this.response = response;
  }

  Response response() {
    return response;
  }

  static Refusal of(Response response) {
    return new Refusal(response);
  }

  static Refusal badData(String why) {
    return new Refusal(
        exception(400, 14, "PostDataInvalidException", "JSON for post data was invalid, " + why));
  }

  static Refusal badQuery(String why) {
    return new Refusal(exception(400, 16, "QueryParseException", why));
  }

  static Refusal notFound() {
    return new Refusal(Response.html(404, "The resource you're looking for cannot be found"));
  }

  static Refusal notImplemented() {
    return new Refusal(
        exception(
            501,
            20,
            "ApiMethodNotImplementedException",
            "The Api Method called is not implemented"));
  }

  static Response exception(int status, int number, String type, String message) {
    return Response.json(status, exception(number, type, message));
  }

  static ObjectNode exception(int number, String type, String message) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("ErrorNumber", number)
        .put("Type", type)
        .put("Message", message);
  }

  static Response problem(int status, String title, String detail) {
    var body = JsonNodeFactory.instance.objectNode();
    body.putNull("Type");
    body.put("Title", title)
        .put("Status", status)
        .put("Detail", detail)
        .put("Instance", UUID.randomUUID().toString())
        .putObject("Extensions");
    return Response.json(status, body);
  }
}
