package io.coportal.sync.account;

import io.coportal.sync.problem.Problem;
import java.security.SecureRandom;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Passwords are kept as bcrypt hashes that name their algorithm, so that it can change. */
@Component
class Passwords {
  /** NIST SP 800-63B: length counts, rules about characters do not. */
  private static final int SHORTEST = 12;

  /** Bcrypt looks at 72 bytes. */
  private static final int LONGEST_BYTES = 72;

  /** Without those that look alike. */
  private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

  /** About 99 random bits. */
  private static final int MADE_LENGTH = 20;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final PasswordEncoder encoder =
      PasswordEncoderFactories.createDelegatingPasswordEncoder();

  /** Takes the place of what an account without that name has not got: a guess costs the same. */
  private final String nobodys = encoder.encode(made());

  String hash(String password) {
    return encoder.encode(password);
  }

  boolean matches(String password, String hash) {
    return encoder.matches(password, hash == null ? nobodys : hash) && hash != null;
  }

  /** A new one that nobody can guess. */
  static String made() {
    StringBuilder password = new StringBuilder();
    RANDOM
        .ints(MADE_LENGTH, 0, LETTERS.length())
        .forEach(index -> password.append(LETTERS.charAt(index)));
    return password.toString();
  }

  /**
   * @throws Problem 400 {@code password-refused}
   */
  static void check(String password) {
    int bytes = password.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    if (password.length() < SHORTEST || bytes > LONGEST_BYTES) {
      throw new Problem(
          400,
          "password-refused",
          "This password is too short or too long.",
          "Use "
              + SHORTEST
              + " to "
              + LONGEST_BYTES
              + " characters; a few words in a row do well.");
    }
  }
}
