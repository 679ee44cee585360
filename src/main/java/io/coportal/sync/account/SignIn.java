package io.coportal.sync.account;

import io.coportal.sync.connection.Audit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Name and password. After a few wrong ones in a row an account waits before the next is looked at,
 * on whatever instance: a guesser gets some hundred tries a day.
 */
final class SignIn implements AuthenticationProvider {
  private static final int FREE_TRIES = 5;
  private static final Duration WAIT = Duration.ofMinutes(5);

  private final AccountStore store;
  private final Passwords passwords;
  private final Audit audit;
  private final Clock clock;
  private final TransactionTemplate transaction;

  SignIn(
      AccountStore store,
      Passwords passwords,
      Audit audit,
      Clock clock,
      PlatformTransactionManager transactions) {
    this.store = store;
    this.passwords = passwords;
    this.audit = audit;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
  }

  private enum Result {
    RIGHT,
    WRONG,
    TOO_EARLY
  }

  /** How a try ended, and whose account it was about; null: nobody's. */
  private record Tried(Result result, String account) {}

  @Override
  public Authentication authenticate(Authentication asked) {
    String name = asked.getName().strip().toLowerCase(Locale.ROOT);
    Tried tried =
        transaction.execute(status -> tried(name, String.valueOf(asked.getCredentials())));
    return switch (tried.result()) {
      case RIGHT ->
          new AccountAuthentication(store.find(tried.account()).orElseThrow(SignIn::wrong));
      case WRONG -> throw wrong();
      case TOO_EARLY -> throw new LockedException("Too many wrong passwords");
    };
  }

  private Tried tried(String name, String password) {
    AccountStore.Credentials known = store.lock(name).orElse(null);
    if (known == null) {
      passwords.matches(password, null);
      return new Tried(Result.WRONG, null);
    }
    Instant now = clock.instant();
    if (known.refusedUntil() != null && now.isBefore(known.refusedUntil())) {
      return new Tried(Result.TOO_EARLY, known.id());
    }
    boolean right = passwords.matches(password, known.passwordHash());
    int times = right ? 0 : known.refused() + 1;
    store.refused(known.id(), times, times < FREE_TRIES ? null : now.plus(WAIT));
    audit.record(null, right ? "signed-in" : "sign-in-refused", "account:" + known.id(), name);
    return new Tried(right ? Result.RIGHT : Result.WRONG, known.id());
  }

  private static BadCredentialsException wrong() {
    return new BadCredentialsException("Wrong name or password");
  }

  @Override
  public boolean supports(Class<?> kind) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(kind);
  }
}
