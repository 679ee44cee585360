package io.coportal.sync.security;

import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** What a browser may do with our answers. HSTS is only ever sent over TLS, no-store always. */
public final class ResponseHeaders {
  private ResponseHeaders() {}

  /**
   * @param formTargets origins a form may lead to besides our own, blank-separated: browsers check
   *     the redirect after a form too
   */
  public static Customizer<HeadersConfigurer<HttpSecurity>> apply(String formTargets) {
    String policy =
        "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none';"
            + " form-action 'self' "
            + formTargets;
    return headers ->
        headers
            .contentSecurityPolicy(csp -> csp.policyDirectives(policy.strip()))
            .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER));
  }
}
