package io.coportal.sync.security;

import static org.springframework.security.config.http.SessionCreationPolicy.STATELESS;

import io.coportal.sync.connection.Audit;
import io.coportal.sync.problem.Problem;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/** The REST API: a key with every request, no session, no cookies. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({SecuritySettings.class, JwtSettings.class})
class ApiSecurity {
  private static final PathPatternRequestMatcher.Builder PATH =
      PathPatternRequestMatcher.withDefaults();

  @Bean
  @Order(1)
  SecurityFilterChain apiChain(
      HttpSecurity http,
      SecuritySettings settings,
      Callers callers,
      RequestBudget budget,
      Audit audit,
      ProblemWriter problems,
      Clock clock)
      throws Exception {
    var contexts = new RequestAttributeSecurityContextRepository();
    http.securityMatcher(PATH.matcher("/api/**"))
        .csrf(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .anonymous(AbstractHttpConfigurer::disable)
        .sessionManagement(session -> session.sessionCreationPolicy(STATELESS))
        .securityContext(context -> context.securityContextRepository(contexts))
        .addFilterBefore(
            new ApiKeyFilter(callers, budget, problems, contexts, clock), AuthorizationFilter.class)
        .addFilterBefore(new RequestBudgetFilter(budget, problems), AuthorizationFilter.class)
        .addFilterBefore(new WorkspaceFilter(audit, problems, clock), AuthorizationFilter.class)
        .addFilterAfter(new PlacesFilter(problems), AuthorizationFilter.class)
        .addFilterAfter(
            new BodyFilter(new BodyReader(settings.longestUpload()), problems), PlacesFilter.class)
        .headers(ResponseHeaders.apply(""))
        .authorizeHttpRequests(ApiSecurity::scopes)
        .exceptionHandling(
            refusals ->
                refusals
                    .authenticationEntryPoint((q, answer, e) -> problems.write(answer, missing()))
                    .accessDeniedHandler((q, answer, e) -> problems.write(answer, tooLittle())));
    return http.build();
  }

  private static void scopes(
      org.springframework.security.config.annotation.web.configurers
                      .AuthorizeHttpRequestsConfigurer<
                  HttpSecurity>
              .AuthorizationManagerRequestMatcherRegistry
          requests) {
    String connections = "/api/v1/workspaces/{workspace}/connections/**";
    requests
        .requestMatchers(PATH.matcher(HttpMethod.GET, "/api/v1/workspaces/{workspace}"))
        .authenticated()
        .requestMatchers(
            PATH.matcher("/api/v1/workspaces/{workspace}"),
            PATH.matcher("/api/v1/workspaces/{workspace}/"))
        .access(installAdmin())
        .requestMatchers(PATH.matcher(HttpMethod.GET, connections))
        .hasAnyAuthority(
            CallerAuthentication.authority(Scope.SYNC),
            CallerAuthentication.authority(Scope.CONNECT))
        .requestMatchers(PATH.matcher(connections))
        .hasAuthority(CallerAuthentication.authority(Scope.CONNECT))
        .anyRequest()
        .hasAuthority(CallerAuthentication.authority(Scope.SYNC));
  }

  private static AuthorizationManager<RequestAuthorizationContext> installAdmin() {
    return (authentication, context) ->
        new AuthorizationDecision(
            authentication.get() instanceof CallerAuthentication known
                && known.getPrincipal().installWide()
                && known.getPrincipal().scopes().contains(Scope.ADMIN));
  }

  private static Problem missing() {
    return new Problem(
        401,
        "api-key-missing",
        "This request carries no API key.",
        "Send the header Authorization: Bearer csk_<id>.<secret>.");
  }

  private static Problem tooLittle() {
    return new Problem(
        403,
        "scope-missing",
        "This API key may not do that.",
        "Use a key with the scope this call needs: sync for invoices, connect for connections; an"
            + " install-wide key with admin for workspaces.");
  }
}
