package io.coportal.sync.connection;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.stereotype.Component;

/**
 * Turns a code into tokens. What goes wrong is logged here, because Spring would put its words into
 * the browser's address line.
 */
@Component
class ConsentCodes implements OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> {
  private static final Logger LOG = LoggerFactory.getLogger(ConsentCodes.class);
  private final RestClientAuthorizationCodeTokenResponseClient codes;

  ConsentCodes(TokenHttp http) {
    this.codes = new RestClientAuthorizationCodeTokenResponseClient();
    this.codes.setRestClient(http.client());
  }

  @Override
  public OAuth2AccessTokenResponse getTokenResponse(OAuth2AuthorizationCodeGrantRequest request) {
    try {
      return codes.getTokenResponse(request);
    } catch (OAuth2AuthorizationException e) {
      String provider = request.getClientRegistration().getRegistrationId();
      LOG.warn("{} gave no tokens for a consent: {}", provider, e.getMessage());
      throw new OAuth2AuthorizationException(new OAuth2Error(e.getError().getErrorCode()));
    }
  }
}
