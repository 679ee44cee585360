package io.coportal.sync.console;

import io.coportal.sync.account.Account;
import io.coportal.sync.ledger.LedgerStop;
import io.coportal.sync.ledger.LedgerUnreachable;
import io.coportal.sync.problem.DatabaseAway;
import io.coportal.sync.problem.Problem;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;

/** What a person reads when something did not work: what, and what to do. */
@ControllerAdvice(basePackageClasses = ConsoleProblems.class)
class ConsoleProblems {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleProblems.class);

  @ExceptionHandler
  ModelAndView problem(Problem problem, @AuthenticationPrincipal Account me) {
    return page(me, problem.status(), problem.getMessage(), problem.cure());
  }

  @ExceptionHandler
  ModelAndView stopped(LedgerStop stop, @AuthenticationPrincipal Account me) {
    return page(me, 409, stop.refusal().message(), stop.refusal().cure());
  }

  @ExceptionHandler
  ModelAndView away(LedgerUnreachable away, @AuthenticationPrincipal Account me) {
    return page(me, 503, away.getMessage() + ".", "Nothing was changed; try again in a minute.");
  }

  @ExceptionHandler({
    ServletRequestBindingException.class,
    MethodArgumentTypeMismatchException.class,
    IllegalArgumentException.class
  })
  ModelAndView formBroken(Exception broken, @AuthenticationPrincipal Account me) {
    return page(
        me, 400, "This form was not filled in as it should be.", "Go back and fill it in again.");
  }

  @ExceptionHandler
  ModelAndView fault(RuntimeException fault, @AuthenticationPrincipal Account me)
      throws RuntimeException {
    if (fault instanceof ErrorResponseException known) {
      throw known;
    }
    Problem away = DatabaseAway.in(fault).map(DatabaseAway::problem).orElse(null);
    if (away != null) {
      return page(me, away.status(), away.getMessage(), "Wait a moment and try again.");
    }
    LOG.error("A page of the console failed", fault);
    return page(
        me,
        500,
        "Something went wrong here.",
        "Nothing was lost. Try again; if it lasts, an engineer finds the cause in the log.");
  }

  private static ModelAndView page(Account me, int status, String detail, String cure) {
    Map<String, Object> model = new HashMap<>();
    model.put("me", me);
    // Else the address's part of that name would stand for it.
    model.put("workspace", null);
    model.put("detail", detail);
    model.put("cure", cure);
    ModelAndView page = new ModelAndView("console/problem", model);
    page.setStatus(HttpStatusCode.valueOf(status));
    return page;
  }
}
