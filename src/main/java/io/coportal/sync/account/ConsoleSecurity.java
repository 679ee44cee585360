package io.coportal.sync.account;

import io.coportal.sync.connection.Audit;
import io.coportal.sync.connection.ReturnTo;
import io.coportal.sync.security.RequestBudget;
import io.coportal.sync.security.ResponseHeaders;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.time.Clock;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.savedrequest.CookieRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.session.web.http.CookieHttpSessionIdResolver;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.transaction.PlatformTransactionManager;

/** Who may see and do what in the console. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConsoleSettings.class)
class ConsoleSecurity {
  static final String SIGN_IN = "/console/sign-in";

  private static final PathPatternRequestMatcher.Builder PATH =
      PathPatternRequestMatcher.withDefaults();

  /** Of one address: each costs a tenth of a processor's second. */
  private static final int SIGN_INS_PER_SECOND = 5;

  private static final int SIGN_INS_AT_ONCE = 50;

  private static final String WORKSPACE = "/console/workspaces/{workspace}";

  @Bean
  ConsoleSessions consoleSessions(
      JdbcOperations jdbc, PlatformTransactionManager transactions, ConsoleSettings settings) {
    return new ConsoleSessions(jdbc, transactions, settings);
  }

  /** The console's sessions only: the way through a consent has one of its own. */
  @Bean
  FilterRegistrationBean<SessionRepositoryFilter<?>> consoleSessionFilter(
      ConsoleSessions sessions, ReturnTo browsers) {
    DefaultCookieSerializer cookie = new DefaultCookieSerializer();
    cookie.setCookieName(cookie("session", browsers));
    cookie.setCookiePath("/");
    cookie.setUseHttpOnlyCookie(true);
    cookie.setUseSecureCookie(browsers.overHttps());
    // Lax: strict would hide the session from the redirect that ends a consent.
    cookie.setSameSite("Lax");
    CookieHttpSessionIdResolver ids = new CookieHttpSessionIdResolver();
    ids.setCookieSerializer(cookie);
    SessionRepositoryFilter<?> filter = new SessionRepositoryFilter<>(sessions);
    filter.setHttpSessionIdResolver(ids);
    FilterRegistrationBean<SessionRepositoryFilter<?>> registration =
        new FilterRegistrationBean<>(filter);
    registration.addUrlPatterns("/console", "/console/*");
    registration.setOrder(SessionRepositoryFilter.DEFAULT_ORDER);
    return registration;
  }

  @Bean
  @Order(3)
  SecurityFilterChain consoleChain(
      HttpSecurity http,
      AccountStore accounts,
      Passwords passwords,
      ConsoleSettings settings,
      ReturnTo browsers,
      ClientRegistrationRepository ledgers,
      Audit audit,
      PlatformTransactionManager transactions,
      Clock clock)
      throws Exception {
    CookieRequestCache wanted = new CookieRequestCache();
    wanted.setRequestMatcher(ConsoleSecurity::isPage);
    http.securityMatcher(PATH.matcher("/console/**"))
        .headers(ResponseHeaders.apply(consentPages(ledgers)))
        .csrf(csrf -> csrf.csrfTokenRepository(tokens(browsers)))
        .requestCache(cache -> cache.requestCache(wanted))
        .securityContext(
            context ->
                context.securityContextRepository(
                    new SignedIn(accounts, settings.longestSession(), clock)))
        .authenticationProvider(new SignIn(accounts, passwords, audit, clock, transactions))
        .formLogin(
            form ->
                form.loginPage(SIGN_IN)
                    .usernameParameter("name")
                    .defaultSuccessUrl("/console")
                    .failureHandler(new RefusedSignIn()))
        .logout(out -> out.logoutUrl("/console/sign-out").logoutSuccessUrl(SIGN_IN + "?out"))
        .addFilterBefore(
            new SignInFlood(new RequestBudget(SIGN_INS_PER_SECOND, SIGN_INS_AT_ONCE, clock)),
            UsernamePasswordAuthenticationFilter.class)
        .addFilterAfter(new NewPasswordFirst(), AuthorizationFilter.class)
        .authorizeHttpRequests(ConsoleSecurity::rights)
        .exceptionHandling(
            refusals ->
                refusals
                    .authenticationEntryPoint(new ToSignIn())
                    .accessDeniedHandler(new Refusal()));
    return http.build();
  }

  private static void rights(
      org.springframework.security.config.annotation.web.configurers
                      .AuthorizeHttpRequestsConfigurer<
                  HttpSecurity>
              .AuthorizationManagerRequestMatcherRegistry
          requests) {
    requests
        .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
        .permitAll()
        .requestMatchers(PATH.matcher(SIGN_IN))
        .permitAll()
        .requestMatchers(PATH.matcher("/console/accounts/**"))
        .hasRole(AccountAuthentication.ENGINEER)
        .requestMatchers(PATH.matcher(HttpMethod.GET, WORKSPACE + "/**"))
        .access(atLeast(Role.READER))
        .requestMatchers(PATH.matcher(WORKSPACE + "/connections/**"))
        .access(atLeast(Role.OWNER))
        .requestMatchers(PATH.matcher(WORKSPACE + "/invoices/{invoice}/contacts/**"))
        .access(atLeast(Role.OWNER))
        .requestMatchers(PATH.matcher(WORKSPACE + "/**"))
        .access(atLeast(Role.MEMBER))
        .anyRequest()
        .authenticated();
  }

  private static AuthorizationManager<RequestAuthorizationContext> atLeast(Role role) {
    return (authentication, request) ->
        new AuthorizationDecision(
            authentication.get() instanceof AccountAuthentication known
                && known.getPrincipal().may(role, request.getVariables().get("workspace")));
  }

  private static CookieCsrfTokenRepository tokens(ReturnTo browsers) {
    CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
    tokens.setCookieName(cookie("csrf", browsers));
    tokens.setCookiePath("/");
    tokens.setCookieCustomizer(
        cookie -> cookie.httpOnly(true).secure(browsers.overHttps()).sameSite("Lax"));
    return tokens;
  }

  /** With the prefix, a browser lets no other host and no page without TLS set the cookie. */
  private static String cookie(String name, ReturnTo browsers) {
    return (browsers.overHttps() ? "__Host-" : "") + "coportal-sync-" + name;
  }

  /** A form that starts a consent is sent on to the ledger's own page, which browsers check too. */
  private static String consentPages(ClientRegistrationRepository ledgers) {
    Set<String> origins = new TreeSet<>();
    if (ledgers instanceof Iterable<?> registrations) {
      registrations.forEach(
          each -> {
            if (each instanceof ClientRegistration registration) {
              URI page = URI.create(registration.getProviderDetails().getAuthorizationUri());
              origins.add(page.getScheme() + "://" + page.getRawAuthority());
            }
          });
    }
    return String.join(" ", origins);
  }

  private static boolean isPage(jakarta.servlet.http.HttpServletRequest request) {
    return "GET".equals(request.getMethod()) && request.getHeader(ToSignIn.PART_OF_A_PAGE) == null;
  }
}
