package io.coportal.sync.api;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import io.coportal.sync.problem.Problem;
import io.coportal.sync.problem.StartRefused;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.RestClientRequestValidator;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.stereotype.Component;

/**
 * Holds each request against {@code routes/triggers/openapi.yaml}: path, query, headers and media
 * type. The members of a body are left to their readers, which name every fault at once with its
 * cure; a test holds readers and schema together.
 */
@Component
class ApiContract implements RestClientRequestValidator {
  private static final String BASE_PATH = "/api/v1";
  private static final Set<String> MEDIA_TYPES =
      Set.of("validation.request.contentType.invalid", "validation.request.contentType.notAllowed");

  /**
   * Stands for any body: checking a real one against its schema takes minutes for a hostile one.
   */
  private static final String A_BODY = "{}";

  private final OpenApiInteractionValidator contract;
  private final ApiReplies replies;

  ApiContract(
      ResourceLoader resources, @Value("${routes.base}") String routesBase, ApiReplies replies)
      throws IOException {
    Resource file = resources.getResource(routesBase + "/triggers/openapi.yaml");
    if (!file.exists()) {
      throw new StartRefused(
          "routes.base is " + routesBase + ", which holds no triggers/openapi.yaml.",
          "Set routes.base to the folder of the routes, such as file:/app/routes.");
    }
    String location = (file.isFile() ? file.getFile().toURI() : file.getURI()).toString();
    this.contract =
        OpenApiInteractionValidator.createForSpecificationUrl(location)
            .withBasePathOverride(BASE_PATH)
            .withLevelResolver(
                LevelResolver.create()
                    .withLevel("validation.request.body.schema", ValidationReport.Level.IGNORE)
                    .withLevel("validation.request.security", ValidationReport.Level.IGNORE)
                    .build())
            .build();
    this.replies = replies;
  }

  @Override
  public ValidationError validate(Exchange exchange, ValidationContext context) {
    try {
      exchange.getMessage().setBody(exchange.getMessage().getBody(String.class));
      List<ValidationReport.Message> errors = errors(exchange);
      if (errors.isEmpty()) {
        return null;
      }
      throw new Problem(
          errors.stream().anyMatch(error -> MEDIA_TYPES.contains(error.getKey())) ? 415 : 400,
          "request-does-not-fit",
          "The request does not fit the API's contract.",
          "Compare it with openapi.yaml and send it again.",
          errors.stream().map(error -> new Problem.Fault("", error.getMessage())).toList());
    } catch (RuntimeException failure) {
      Problem refused = ApiReplies.problemOf(failure);
      String body = replies.text(refused);
      replies.refuse(exchange, refused);
      return new ValidationError(refused.status(), body);
    }
  }

  private List<ValidationReport.Message> errors(Exchange exchange) {
    return contract.validateRequest(request(exchange.getMessage())).getMessages().stream()
        .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
        .toList();
  }

  private static SimpleRequest request(Message message) {
    SimpleRequest.Builder request =
        new SimpleRequest.Builder(
            message.getHeader(Exchange.HTTP_METHOD, String.class),
            message.getHeader(Exchange.HTTP_PATH, String.class));
    String contentType = message.getHeader(Exchange.CONTENT_TYPE, String.class);
    if (contentType != null) {
      // Without its charset: the body has been read as UTF-8.
      request.withContentType(contentType.split(";", 2)[0].strip());
    }
    String prefer = message.getHeader("Prefer", String.class);
    if (prefer != null) {
      request.withHeader("Prefer", prefer);
    }
    String body = message.getBody(String.class);
    return body == null || body.isEmpty() ? request.build() : request.withBody(A_BODY).build();
  }
}
