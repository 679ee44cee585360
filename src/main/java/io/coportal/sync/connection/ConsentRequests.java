package io.coportal.sync.connection;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;

/**
 * Lets a browser leave for the ledger, and come back with a code, only in the middle of a consent
 * that an unused link has started and that is not too old. Without one, no token is ever asked for.
 */
@Component
class ConsentRequests
    implements OAuth2AuthorizationRequestResolver,
        AuthorizationRequestRepository<OAuth2AuthorizationRequest> {
  private static final String ASKED = OAuth2AuthorizationRequest.class.getName();
  private static final String BASE = "/oauth2/authorization";
  private static final RequestMatcher START =
      PathPatternRequestMatcher.withDefaults().matcher(BASE + "/{provider}");
  private final OAuth2AuthorizationRequestResolver resolver;
  private final ConsentSession session;

  ConsentRequests(ClientRegistrationRepository registrations, ConsentSession session) {
    this.resolver = new DefaultOAuth2AuthorizationRequestResolver(registrations, BASE);
    this.session = session;
  }

  @Override
  public OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
    String provider = START.matcher(request).getVariables().get("provider");
    return provider != null && underWay(request, provider) ? resolver.resolve(request) : null;
  }

  @Override
  public OAuth2AuthorizationRequest resolve(HttpServletRequest request, String provider) {
    return underWay(request, provider) ? resolver.resolve(request, provider) : null;
  }

  /**
   * Takes what was asked out of the session: of two callbacks with the same state, however close
   * together, one gets it, because some ledgers withdraw the tokens of a code that comes twice.
   */
  @Override
  public synchronized OAuth2AuthorizationRequest loadAuthorizationRequest(
      HttpServletRequest request) {
    HttpSession browser = request.getSession(false);
    OAuth2AuthorizationRequest asked =
        browser == null ? null : (OAuth2AuthorizationRequest) browser.getAttribute(ASKED);
    if (asked == null || !answers(request, asked)) {
      return null;
    }
    browser.removeAttribute(ASKED);
    request.setAttribute(ASKED, asked);
    return asked;
  }

  @Override
  public void saveAuthorizationRequest(
      OAuth2AuthorizationRequest asked, HttpServletRequest request, HttpServletResponse response) {
    request.getSession().setAttribute(ASKED, asked);
  }

  @Override
  public OAuth2AuthorizationRequest removeAuthorizationRequest(
      HttpServletRequest request, HttpServletResponse response) {
    return (OAuth2AuthorizationRequest) request.getAttribute(ASKED);
  }

  private boolean answers(HttpServletRequest request, OAuth2AuthorizationRequest asked) {
    return asked.getState().equals(request.getParameter(OAuth2ParameterNames.STATE))
        && underWay(request, asked.getAttribute(OAuth2ParameterNames.REGISTRATION_ID));
  }

  private boolean underWay(HttpServletRequest request, String provider) {
    return session.waiting(request, provider).isPresent();
  }
}
