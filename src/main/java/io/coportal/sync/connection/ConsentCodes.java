package io.coportal.sync.connection;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Turns a code into tokens. What goes wrong is logged here, because Spring would put its words into
 * the browser's address line.
 */
@Component
class ConsentCodes implements OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> {
  private static final Logger LOG = LoggerFactory.getLogger(ConsentCodes.class);
  private static final String ISSUED = IssuedTokens.class.getName();
  private final RestClientAuthorizationCodeTokenResponseClient codes;
  private final Ledgers ledgers;
  private final Clock clock;

  ConsentCodes(TokenHttp http, Ledgers ledgers, Clock clock) {
    this.codes = new RestClientAuthorizationCodeTokenResponseClient();
    http.carry(codes);
    this.ledgers = ledgers;
    this.clock = clock;
  }

  @Override
  public OAuth2AccessTokenResponse getTokenResponse(OAuth2AuthorizationCodeGrantRequest request) {
    String provider = request.getClientRegistration().getRegistrationId();
    Instant now = clock.instant();
    try {
      OAuth2AccessTokenResponse answer = codes.getTokenResponse(request);
      RequestContextHolder.currentRequestAttributes()
          .setAttribute(
              ISSUED,
              IssuedTokens.of(answer, ledgers.get(provider), now),
              RequestAttributes.SCOPE_REQUEST);
      return answer;
    } catch (OAuth2AuthorizationException e) {
      LOG.warn("{} gave no tokens for a consent: {}", provider, TokenHttp.reason(e));
      throw new OAuth2AuthorizationException(new OAuth2Error(e.getError().getErrorCode()));
    }
  }

  /**
   * What this browser request's exchange has brought: Spring itself hands on only the two tokens.
   */
  static IssuedTokens issued(HttpServletRequest request) {
    return (IssuedTokens) request.getAttribute(ISSUED);
  }
}
