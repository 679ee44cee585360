package io.coportal.sync.connection;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** Refreshes and gives back tokens at a ledger's sign-in service, and sorts what can go wrong. */
@Component
class TokenEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(TokenEndpoint.class);
  private static final String REFUSED = "invalid_grant";
  private static final Set<String> OUR_FAULT =
      Set.of(
          "invalid_client",
          "unauthorized_client",
          "invalid_scope",
          "invalid_request",
          "unsupported_grant_type");

  private final ClientRegistrationRepository registrations;
  private final Ledgers ledgers;
  private final TokenHttp http;
  private final TokenMeters meters;
  private final Clock clock;
  private final RestClientRefreshTokenTokenResponseClient refreshes;

  TokenEndpoint(
      ClientRegistrationRepository registrations,
      Ledgers ledgers,
      TokenHttp http,
      TokenMeters meters,
      Clock clock) {
    this.registrations = registrations;
    this.ledgers = ledgers;
    this.http = http;
    this.meters = meters;
    this.clock = clock;
    this.refreshes = new RestClientRefreshTokenTokenResponseClient();
    http.carry(refreshes);
  }

  /** The ledger definitely refuses this refresh token. */
  static class Refused extends RuntimeException {
    Refused() {
      super("The ledger refuses the refresh token");
    }
  }

  /**
   * @throws Refused for a definite no to this refresh token
   * @throws LedgerNotConfigured for a definite no to this server
   * @throws TokenEndpointUnavailable if it is unknown whether the ledger has issued new tokens
   */
  IssuedTokens refresh(String provider, AccessToken access, String refreshToken) {
    try {
      IssuedTokens issued = ask(provider, access, refreshToken);
      meters.refreshed(provider);
      return issued;
    } catch (RuntimeException failure) {
      meters.failed(provider, failure);
      throw failure;
    }
  }

  private IssuedTokens ask(String provider, AccessToken access, String refreshToken) {
    ClientRegistration registration = registration(provider);
    Instant now = clock.instant();
    OAuth2RefreshTokenGrantRequest request =
        new OAuth2RefreshTokenGrantRequest(
            registration,
            new OAuth2AccessToken(
                OAuth2AccessToken.TokenType.BEARER, access.text(), null, access.expiresAt()),
            new OAuth2RefreshToken(refreshToken, null));
    try {
      return IssuedTokens.of(refreshes.getTokenResponse(request), ledgers.get(provider), now);
    } catch (OAuth2AuthorizationException e) {
      throw sorted(provider, e);
    } catch (RuntimeException e) {
      throw new TokenEndpointUnavailable(ledgers.get(provider).displayName(), e);
    }
  }

  private RuntimeException sorted(String provider, OAuth2AuthorizationException e) {
    String code = e.getError().getErrorCode();
    LOG.warn("{} did not refresh a grant: {}", provider, TokenHttp.reason(e));
    if (REFUSED.equals(code)) {
      return new Refused();
    }
    String ledger = ledgers.get(provider).displayName();
    if (OUR_FAULT.contains(code)) {
      return new LedgerNotConfigured(
          provider, ledger + " does not accept this server's registration: " + code + ".");
    }
    return new TokenEndpointUnavailable(ledger, e);
  }

  /** Gives a refresh token back; best effort, as it is deleted here in any case. */
  void revoke(String provider, String refreshToken) {
    try {
      URI address = ledgers.get(provider).revocationUri();
      if (address != null) {
        revoke(address, registration(provider), refreshToken);
      }
    } catch (RuntimeException e) {
      LOG.warn("{} did not confirm the revocation of a grant: {}", provider, e.toString());
    }
  }

  private void revoke(URI address, ClientRegistration registration, String refreshToken) {
    MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
    form.add("token", refreshToken);
    form.add("token_type_hint", "refresh_token");
    http.client()
        .post()
        .uri(address)
        .headers(h -> h.setBasicAuth(registration.getClientId(), registration.getClientSecret()))
        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
        .body(form)
        .retrieve()
        .toBodilessEntity();
  }

  /**
   * @throws LedgerNotConfigured if no client id is set
   */
  ClientRegistration registration(String provider) {
    LedgerSettings ledger = ledgers.get(provider);
    ClientRegistration registration = registrations.findByRegistrationId(provider);
    if (registration == null || "unset".equals(registration.getClientId())) {
      throw new LedgerNotConfigured(
          provider, "This server is not registered with " + ledger.displayName() + " yet.");
    }
    return registration;
  }
}
