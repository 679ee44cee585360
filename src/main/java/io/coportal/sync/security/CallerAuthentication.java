package io.coportal.sync.security;

import java.util.stream.Collectors;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A caller whose key or token was checked, which itself is not kept. */
class CallerAuthentication extends AbstractAuthenticationToken {
  private final transient Caller caller;

  CallerAuthentication(Caller caller) {
    super(
        caller.scopes().stream()
            .map(scope -> new SimpleGrantedAuthority(authority(scope)))
            .collect(Collectors.toUnmodifiableSet()));
    this.caller = caller;
    setAuthenticated(true);
  }

  static String authority(Scope scope) {
    return "SCOPE_" + scope.text();
  }

  @Override
  public Caller getPrincipal() {
    return caller;
  }

  @Override
  public Object getCredentials() {
    return null;
  }

  @Override
  public String getName() {
    return caller.name();
  }
}
