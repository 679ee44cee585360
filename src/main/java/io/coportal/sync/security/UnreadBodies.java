package io.coportal.sync.security;

import io.coportal.sync.problem.Problem;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Takes what is left of a refused request's body, so that its caller gets to read the answer, but
 * briefly and with few threads. The web server itself would take it for hours, byte by byte, from
 * callers that nobody knows.
 */
@Component
class UnreadBodies implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  @Override
  public void customize(TomcatServletWebServerFactory server) {
    server.addEngineValves(new Rest());
  }

  private static final class Rest extends ValveBase {
    private static final int AT_ONCE = 50;

    private final BodyReader bodies = new BodyReader(Duration.ofSeconds(2));
    private final Semaphore places = new Semaphore(AT_ONCE);

    private Rest() {
      super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
      getNext().invoke(request, response);
      if (!request.isAsync() && response.getStatus() >= HttpStatus.BAD_REQUEST.value()) {
        response.finishResponse();
        if (!taken(request)) {
          request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
      }
    }

    private boolean taken(Request request) {
      if (!places.tryAcquire()) {
        return false;
      }
      try {
        bodies.read(request);
        return true;
      } catch (IOException | Problem tooMuch) {
        return false;
      } finally {
        places.release();
      }
    }
  }
}
