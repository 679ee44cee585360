package io.coportal.sync.security;

import io.coportal.sync.connection.ReturnTo;
import io.coportal.sync.problem.Problem;
import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/** What a browser may reach beside the console: the way through a consent, and nothing else. */
@Configuration(proxyBeanMethods = false)
class BrowserSecurity {
  private static final PathPatternRequestMatcher.Builder PATH =
      PathPatternRequestMatcher.withDefaults();

  @Bean
  @Order(2)
  SecurityFilterChain consentChain(
      HttpSecurity http,
      ReturnTo returnTo,
      OAuth2AuthorizationRequestResolver resolver,
      AuthorizationRequestRepository<OAuth2AuthorizationRequest> requests,
      OAuth2AuthorizedClientRepository grants,
      OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> codes)
      throws Exception {
    http.securityMatchers(
            paths ->
                paths.requestMatchers(
                    PATH.matcher("/connect/**"),
                    PATH.matcher("/oauth2/authorization/**"),
                    PATH.matcher("/authorized/**")))
        .authorizeHttpRequests(all -> all.anyRequest().permitAll())
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(cache -> cache.requestCache(new NullRequestCache()))
        .headers(ResponseHeaders.apply(returnTo.origins()))
        .oauth2Client(
            client ->
                client
                    .authorizedClientRepository(grants)
                    .authorizationCodeGrant(
                        code ->
                            code.authorizationRequestResolver(resolver)
                                .authorizationRequestRepository(requests)
                                .accessTokenResponseClient(codes)));
    return http.build();
  }

  /** Style, pictures and scripts, the same for everybody: a browser keeps them for a while. */
  @Bean
  @Order(4)
  SecurityFilterChain assetsChain(HttpSecurity http) throws Exception {
    http.securityMatchers(
            paths -> paths.requestMatchers(PATH.matcher("/assets/**"), PATH.matcher("/webjars/**")))
        .authorizeHttpRequests(all -> all.anyRequest().permitAll())
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .headers(ResponseHeaders.apply(""))
        .headers(headers -> headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable));
    return http.build();
  }

  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  SecurityFilterChain closedChain(HttpSecurity http, ProblemWriter problems) throws Exception {
    Problem nothing =
        Problem.notFound("This address", "Start from CoPortal, or read the API's description.");
    http.authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.ERROR)
                    .permitAll()
                    .anyRequest()
                    .denyAll())
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .headers(ResponseHeaders.apply(""))
        .exceptionHandling(
            refusals ->
                refusals
                    .authenticationEntryPoint((q, answer, e) -> problems.write(answer, nothing))
                    .accessDeniedHandler((q, answer, e) -> problems.write(answer, nothing)));
    return http.build();
  }
}
