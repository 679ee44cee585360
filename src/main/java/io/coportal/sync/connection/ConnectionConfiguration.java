package io.coportal.sync.connection;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.autoconfigure.security.oauth2.client.OAuth2ClientProperties;
import org.springframework.boot.autoconfigure.security.oauth2.client.OAuth2ClientPropertiesMapper;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  Ledgers.class,
  ConnectSettings.class,
  EncryptionSettings.class,
  OAuth2ClientProperties.class
})
class ConnectionConfiguration {
  // Boot's own repository has no setting for PKCE and refuses an install without any ledger.
  @Bean
  ClientRegistrationRepository clientRegistrationRepository(
      OAuth2ClientProperties properties, Ledgers ledgers) {
    Map<String, ClientRegistration> registrations = new LinkedHashMap<>();
    new OAuth2ClientPropertiesMapper(properties)
        .asClientRegistrations()
        .forEach((name, registration) -> registrations.put(name, withProof(registration, ledgers)));
    return new InMemoryClientRegistrationRepository(registrations);
  }

  private static ClientRegistration withProof(ClientRegistration registration, Ledgers ledgers) {
    LedgerSettings ledger = ledgers.ledgers().get(registration.getRegistrationId());
    boolean pkce = ledger != null && ledger.pkce();
    return ClientRegistration.withClientRegistration(registration)
        .clientSettings(ClientRegistration.ClientSettings.builder().requireProofKey(pkce).build())
        .build();
  }
}
