package io.coportal.sync.connection;

import io.coportal.sync.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;
import org.springframework.web.util.UriComponentsBuilder;

/** The few pages an owner sees between CoPortal and the ledger's own consent page. */
@Controller
class ConsentController {
  private static final Logger LOG = LoggerFactory.getLogger(ConsentController.class);
  private static final String START_AGAIN =
      "Go back to CoPortal and start again under Settings → Integrations.";
  private static final String CONNECTED = "connected-organisation";

  private final ConnectLinks links;
  private final ConsentSession session;
  private final OrganisationDirectory directory;
  private final Linking linking;
  private final Ledgers ledgers;

  ConsentController(
      ConnectLinks links,
      ConsentSession session,
      OrganisationDirectory directory,
      Linking linking,
      Ledgers ledgers) {
    this.links = links;
    this.session = session;
    this.directory = directory;
    this.linking = linking;
    this.ledgers = ledgers;
  }

  // Chat programs look at links before people do: that must not use the link up.
  @RequestMapping(path = "/connect/{secret}", method = RequestMethod.HEAD)
  ResponseEntity<Void> preview() {
    return ResponseEntity.noContent().build();
  }

  @GetMapping("/connect/{secret}")
  ModelAndView open(@PathVariable String secret, HttpServletRequest request) {
    ConnectLinks.Opened link = links.open(secret);
    session.begin(request, link);
    return redirect("/oauth2/authorization/" + link.provider());
  }

  // Reached only when no consent is under way: otherwise the security filter has answered.
  @GetMapping("/oauth2/authorization/{provider}")
  ModelAndView leave() {
    throw noConsent();
  }

  @GetMapping("/authorized/{provider}")
  ModelAndView back(@PathVariable String provider, HttpServletRequest request) {
    // A code or state that is still there was refused by the security filter: stale, used or
    // foreign.
    if (request.getParameter("code") != null || request.getParameter("state") != null) {
      throw noConsent();
    }
    Consent consent = session.of(request, provider).orElseThrow(ConsentController::noConsent);
    if (request.getParameter("error") != null) {
      return refused(consent, request.getParameter("error"), request);
    }
    List<Organisation> organisations = organisations(consent, request);
    return switch (organisations.size()) {
      case 0 -> throw none(consent, request);
      case 1 -> connect(consent, organisations.get(0), request);
      default -> choice(consent, organisations);
    };
  }

  @PostMapping("/authorized/{provider}/choice")
  ModelAndView choose(
      @PathVariable String provider,
      @RequestParam("organisation") String chosen,
      HttpServletRequest request) {
    Consent consent = session.of(request, provider).orElseThrow(ConsentController::noConsent);
    return organisations(consent, request).stream()
        .filter(organisation -> organisation.id().equals(chosen))
        .findFirst()
        .map(organisation -> connect(consent, organisation, request))
        .orElseThrow(ConsentController::noConsent);
  }

  @GetMapping("/authorized/{provider}/done")
  ModelAndView done(@PathVariable String provider, HttpServletRequest request) {
    Object name =
        request.getSession(false) == null ? null : request.getSession().getAttribute(CONNECTED);
    if (name == null) {
      throw noConsent();
    }
    return new ModelAndView(
        "connection/connected",
        Map.of("organisation", name, "ledger", ledgers.get(provider).displayName()));
  }

  @ExceptionHandler
  ModelAndView problem(Problem problem) {
    ModelAndView page =
        new ModelAndView(
            "connection/problem", Map.of("detail", problem.getMessage(), "cure", problem.cure()));
    page.setStatus(HttpStatusCode.valueOf(problem.status()));
    return page;
  }

  private List<Organisation> organisations(Consent consent, HttpServletRequest request) {
    if (consent.grantId() == null) {
      throw noConsent();
    }
    try {
      return directory.list(consent.provider(), consent.grantId(), consent.callback());
    } catch (OrganisationRefused refused) {
      LOG.warn("{} refuses a fresh consent: {}", consent.provider(), refused.getMessage());
      throw notLetIn(consent, request);
    } catch (TokenEndpointUnavailable e) {
      throw unreadable(consent, e);
    } catch (Problem known) {
      throw known;
    } catch (RuntimeException e) {
      throw unreadable(consent, e);
    }
  }

  private Problem unreadable(Consent consent, RuntimeException e) {
    LOG.warn("{} did not list the organisations of a consent", consent.provider(), e);
    return new Problem(
        502,
        "organisations-unreadable",
        ledger(consent) + " did not say which organisations you may connect.",
        "Wait a minute and reload this page. If it lasts, start again from CoPortal.");
  }

  private Problem notLetIn(Consent consent, HttpServletRequest request) {
    session.end(request);
    String named = consent.named();
    return new Problem(
        409,
        "no-organisation",
        ledger(consent)
            + " does not let this sign-in into the organisation it came back with"
            + (named.isEmpty() ? "" : " (" + named + ")")
            + ". Nothing was connected.",
        "Sign in as someone who may manage that organisation there. " + START_AGAIN);
  }

  private ModelAndView connect(
      Consent consent, Organisation organisation, HttpServletRequest request) {
    linking.connect(consent, organisation);
    session.end(request);
    if (consent.returnTo() != null) {
      return redirect(consent.returnTo());
    }
    request.getSession().setAttribute(CONNECTED, organisation.name());
    return redirect("/authorized/" + consent.provider() + "/done");
  }

  private ModelAndView choice(Consent consent, List<Organisation> organisations) {
    return new ModelAndView(
        "connection/choice",
        Map.of(
            "organisations", organisations,
            "ledger", ledger(consent),
            "provider", consent.provider()));
  }

  private ModelAndView refused(Consent consent, String error, HttpServletRequest request) {
    session.end(request);
    boolean declined = OAuth2ErrorCodes.ACCESS_DENIED.equals(error);
    if (declined && consent.returnTo() != null) {
      return redirect(
          UriComponentsBuilder.fromUriString(consent.returnTo())
              .queryParam("error", OAuth2ErrorCodes.ACCESS_DENIED)
              .build(true)
              .toUriString());
    }
    throw declined
        ? new Problem(
            HttpStatus.FORBIDDEN.value(),
            "access-denied",
            "You did not give access to " + ledger(consent) + ". Nothing was connected.",
            START_AGAIN)
        : new Problem(
            502,
            "consent-failed",
            ledger(consent) + " did not complete the connection.",
            START_AGAIN
                + " If it fails again, whoever runs this server finds the cause in its log.");
  }

  private Problem none(Consent consent, HttpServletRequest request) {
    session.end(request);
    return new Problem(
        409,
        "no-organisation",
        "This sign-in to " + ledger(consent) + " opens no organisation.",
        "Sign in as someone who may manage an organisation there. " + START_AGAIN);
  }

  private String ledger(Consent consent) {
    return ledgers.get(consent.provider()).displayName();
  }

  private static Problem noConsent() {
    return new Problem(
        400,
        "no-consent",
        "This page is one step on the way to connect a ledger, and that way was not started in this"
            + " browser, or is over.",
        START_AGAIN);
  }

  private static ModelAndView redirect(String address) {
    RedirectView redirect = new RedirectView(address, true);
    redirect.setExposeModelAttributes(false);
    redirect.setExpandUriTemplateVariables(false);
    redirect.setStatusCode(HttpStatus.SEE_OTHER);
    return new ModelAndView(redirect);
  }
}
