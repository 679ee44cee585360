package io.coportal.sync.connection;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.stereotype.Component;

/**
 * Where Spring hands over fresh tokens. The only moment at which the callback's other parameters
 * are visible: afterwards the browser is sent to the bare address.
 */
@Component
class ConsentGrants implements OAuth2AuthorizedClientRepository {
  private static final Set<String> OF_THE_PROTOCOL =
      Set.of(
          OAuth2ParameterNames.CODE,
          OAuth2ParameterNames.STATE,
          OAuth2ParameterNames.SCOPE,
          "session_state");

  private final ConsentSession session;
  private final GrantStore grants;

  ConsentGrants(ConsentSession session, GrantStore grants) {
    this.session = session;
    this.grants = grants;
  }

  @Override
  public void saveAuthorizedClient(
      OAuth2AuthorizedClient client,
      Authentication principal,
      HttpServletRequest request,
      HttpServletResponse response) {
    String provider = client.getClientRegistration().getRegistrationId();
    IssuedTokens tokens = ConsentCodes.issued(request);
    Consent consent = session.waiting(request, provider).orElseThrow();
    session.put(request, consent.given(grants.createPending(provider, tokens), callback(request)));
  }

  private static Map<String, String> callback(HttpServletRequest request) {
    Map<String, String> parameters = new TreeMap<>();
    request
        .getParameterMap()
        .forEach(
            (name, values) -> {
              if (!OF_THE_PROTOCOL.contains(name)) {
                parameters.put(name, values[0]);
              }
            });
    return parameters;
  }

  // Tokens are never looked up by browser: workers ask the TokenBroker.
  @Override
  public <T extends OAuth2AuthorizedClient> T loadAuthorizedClient(
      String registration, Authentication principal, HttpServletRequest request) {
    return null;
  }

  @Override
  public void removeAuthorizedClient(
      String registration,
      Authentication principal,
      HttpServletRequest request,
      HttpServletResponse response) {
    // Nothing is kept by browser, so there is nothing to remove.
  }
}
