package io.coportal.sync.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * What the web server refuses before the application sees it, such as a header that is no HTTP, is
 * problem+json too, and says nothing about the server.
 */
@Component
class BareRefusals implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
  private static final Logger LOG = LoggerFactory.getLogger(BareRefusals.class);

  private final ObjectMapper json;

  BareRefusals(ObjectMapper json) {
    this.json = json;
  }

  @Override
  public void customize(TomcatServletWebServerFactory server) {
    server.addContextCustomizers(
        context -> context.getParent().getPipeline().addValve(new Report(json)));
  }

  private static final class Report extends ErrorReportValve {
    private final ObjectMapper json;

    private Report(ObjectMapper json) {
      this.json = json;
    }

    @Override
    protected void report(Request request, Response response, Throwable failure) {
      HttpStatus status = HttpStatus.resolve(response.getStatus());
      if (status == null
          || !status.isError()
          || response.getContentWritten() > 0
          || !response.setErrorReported()) {
        return;
      }
      try {
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding("UTF-8");
        Writer reporter = response.getReporter();
        if (reporter != null) {
          reporter.write(body(status));
          response.finishResponse();
        }
      } catch (IOException gone) {
        LOG.debug("The caller is gone before its refusal was written", gone);
      }
    }

    private String body(HttpStatus status) {
      return json.createObjectNode()
          .put("type", "about:blank")
          .put("title", status.getReasonPhrase())
          .put("status", status.value())
          .put("code", status.name().toLowerCase(Locale.ROOT).replace('_', '-'))
          .put("detail", "The request was refused: " + status.getReasonPhrase() + ".")
          .put("cure", "Send plain HTTP/1.1 with fewer or shorter headers and an encoded path.")
          .toString();
    }
  }
}
