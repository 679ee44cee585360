package io.coportal.sync.connection;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizationRequestRepository;
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
  private static final String BASE = "/oauth2/authorization";
  private static final RequestMatcher START =
      PathPatternRequestMatcher.withDefaults().matcher(BASE + "/{provider}");
  private final OAuth2AuthorizationRequestResolver resolver;
  private final HttpSessionOAuth2AuthorizationRequestRepository requests;
  private final ConsentSession session;

  ConsentRequests(ClientRegistrationRepository registrations, ConsentSession session) {
    this.resolver = new DefaultOAuth2AuthorizationRequestResolver(registrations, BASE);
    this.requests = new HttpSessionOAuth2AuthorizationRequestRepository();
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

  @Override
  public OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
    OAuth2AuthorizationRequest asked = requests.loadAuthorizationRequest(request);
    boolean live =
        asked != null
            && underWay(request, asked.getAttribute(OAuth2ParameterNames.REGISTRATION_ID));
    return live ? asked : null;
  }

  @Override
  public void saveAuthorizationRequest(
      OAuth2AuthorizationRequest asked, HttpServletRequest request, HttpServletResponse response) {
    requests.saveAuthorizationRequest(asked, request, response);
  }

  @Override
  public OAuth2AuthorizationRequest removeAuthorizationRequest(
      HttpServletRequest request, HttpServletResponse response) {
    return requests.removeAuthorizationRequest(request, response);
  }

  private boolean underWay(HttpServletRequest request, String provider) {
    return session.waiting(request, provider).isPresent();
  }
}
