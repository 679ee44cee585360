package io.coportal.sync.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.RequestDispatcher;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.web.servlet.error.DefaultErrorAttributes;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** What passes by itself is never called a fault, and never a path that does not exist. */
class UnavailableTest {
  static List<Exception> ofADatabaseThatIsAway() {
    return List.of(
        new DataAccessResourceFailureException("An I/O error occurred"),
        new CannotGetJdbcConnectionException("Timed out", new SQLException("away")),
        new CannotCreateTransactionException("No connection"),
        new IllegalStateException(new TransactionSystemException("JDBC rollback failed")));
  }

  @ParameterizedTest
  @MethodSource("ofADatabaseThatIsAway")
  void aDatabaseThatIsAwayIsAReasonToComeAgain(Exception away) {
    var problem = ApiReplies.problemOf(away);

    assertThat(problem.status()).isEqualTo(503);
    assertThat(problem.code()).isEqualTo("database-away");
  }

  @Test
  void aFaultOfOursStaysOne() {
    assertThat(ApiReplies.problemOf(new IllegalStateException("a fault")).status()).isEqualTo(500);
  }

  @Test
  void aPathIsNotMissingWhileTheRoutesHaveNotStarted() throws IOException {
    try (var camel = new DefaultCamelContext()) {
      var starting = errors(camel).error(notFound());

      assertThat(starting.getStatusCode().value()).isEqualTo(503);
      assertThat(starting.getHeaders().getFirst("Retry-After")).isEqualTo("5");
      assertThat(starting.getBody()).containsEntry("code", "service-unavailable");

      camel.start();

      assertThat(errors(camel).error(notFound()).getStatusCode().value()).isEqualTo(404);
    }
  }

  private static ProblemErrors errors(CamelContext camel) {
    var beans = new DefaultListableBeanFactory();
    beans.registerSingleton("camel", camel);
    return new ProblemErrors(
        new DefaultErrorAttributes(),
        new ServerProperties(),
        List.of(),
        new ObjectMapper(),
        beans.getBeanProvider(CamelContext.class));
  }

  private static MockHttpServletRequest notFound() {
    var request = new MockHttpServletRequest("POST", "/error");
    request.setAttribute(RequestDispatcher.ERROR_STATUS_CODE, 404);
    request.setAttribute(RequestDispatcher.ERROR_REQUEST_URI, "/api/v1/workspaces/one");
    return request;
  }
}
