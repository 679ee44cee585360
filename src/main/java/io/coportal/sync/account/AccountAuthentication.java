package io.coportal.sync.account;

import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** Somebody signed in to the console. */
final class AccountAuthentication extends AbstractAuthenticationToken {
  static final String ENGINEER = "ENGINEER";

  private final transient Account account;

  AccountAuthentication(Account account) {
    super(account.engineer() ? List.of(new SimpleGrantedAuthority("ROLE_" + ENGINEER)) : List.of());
    this.account = account;
    setAuthenticated(true);
  }

  @Override
  public Account getPrincipal() {
    return account;
  }

  @Override
  public String getName() {
    return account.name();
  }

  @Override
  public Object getCredentials() {
    return null;
  }
}
