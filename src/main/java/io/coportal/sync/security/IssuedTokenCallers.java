package io.coportal.sync.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.coportal.sync.problem.Problem;
import java.text.ParseException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Checks the access tokens (JWTs) of the configured issuer. Keys come from its JWK set and from
 * nowhere else, whatever a token's own header says; symmetric and absent signatures are refused.
 */
@Component
class IssuedTokenCallers {
  /** The workspace claim of a caller who may see them all. */
  private static final String ALL_WORKSPACES = "*";

  private static final int SKEW_SECONDS = 30;
  private static final int FETCH_MILLIS = 3000;
  private static final int MOST_BYTES = 128 * 1024;
  private static final Duration KEPT = Duration.ofMinutes(15);
  private static final Duration LOCK_PATIENCE = Duration.ofSeconds(10);

  /** Whoever sends unknown key ids causes two requests at most in this time. */
  private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(30);

  private static final Duration OUTAGE_BORNE = Duration.ofHours(1);

  private final JwtSettings settings;
  private final DefaultJWTProcessor<SecurityContext> processor;

  IssuedTokenCallers(JwtSettings settings) {
    this.settings = settings;
    this.processor = settings.taken() ? processor(settings) : null;
  }

  /** Whether this text looks like a JWT, and JWTs are taken at all. */
  boolean takes(String token) {
    return settings.taken() && token.chars().filter(letter -> letter == '.').count() == 2;
  }

  /**
   * Who sends this token.
   *
   * @throws Problem 401 for a token that is not good now, 503 while the issuer's keys are out of
   *     reach
   */
  Caller caller(String token) {
    try {
      JWTClaimsSet claims = processor.process(token, null);
      String workspace = claims.getStringClaim(settings.workspaceClaim());
      if (workspace == null || workspace.isBlank()) {
        throw refused();
      }
      return new Caller(
          "jwt:" + claims.getSubject(),
          workspace.equals(ALL_WORKSPACES) ? null : workspace,
          scopes(claims.getClaim(settings.scopesClaim())));
    } catch (RateLimitReachedException | ParseException | BadJOSEException bad) {
      throw refused();
    } catch (KeySourceException outOfReach) {
      throw new Problem(
          503,
          "issuer-unreachable",
          "The keys of the tokens' issuer cannot be read at the moment.",
          "Try again in a minute; if it stays, check coportal.security.jwt.jwk-set-uri.");
    } catch (JOSEException bad) {
      throw refused();
    }
  }

  private static Set<Scope> scopes(Object claim) {
    Stream<?> texts =
        claim instanceof Collection<?> list
            ? list.stream()
            : Arrays.stream((claim instanceof String text ? text : "").split(" "));
    Set<?> named = texts.collect(Collectors.toSet());
    // Words of other servers are none of ours.
    return Arrays.stream(Scope.values())
        .filter(scope -> named.contains(scope.text()))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static DefaultJWTProcessor<SecurityContext> processor(JwtSettings settings) {
    Set<JWSAlgorithm> algorithms =
        Stream.of(JWSAlgorithm.Family.RSA, JWSAlgorithm.Family.EC)
            .flatMap(Collection::stream)
            .filter(algorithm -> algorithm != JWSAlgorithm.ES256K)
            .collect(Collectors.toUnmodifiableSet());
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType(settings.type())));
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithms, keys(settings)));
    processor.setJWTClaimsSetVerifier(claims(settings));
    return processor;
  }

  private static JWKSource<SecurityContext> keys(JwtSettings settings) {
    return JWKSourceBuilder.<SecurityContext>create(
            settings.keys(), new DefaultResourceRetriever(FETCH_MILLIS, FETCH_MILLIS, MOST_BYTES))
        .cache(KEPT.toMillis(), LOCK_PATIENCE.toMillis())
        .refreshAheadCache(false)
        .rateLimited(BETWEEN_FETCHES.toMillis())
        .outageTolerant(OUTAGE_BORNE.toMillis())
        .build();
  }

  /** By the system's clock: the library knows no other. */
  private static DefaultJWTClaimsVerifier<SecurityContext> claims(JwtSettings settings) {
    DefaultJWTClaimsVerifier<SecurityContext> claims =
        new DefaultJWTClaimsVerifier<>(
            settings.audience(),
            new JWTClaimsSet.Builder().issuer(settings.issuer()).build(),
            Set.of("sub", "exp"));
    claims.setMaxClockSkew(SKEW_SECONDS);
    return claims;
  }

  private static Problem refused() {
    return new Problem(
        401,
        "token-refused",
        "This access token is not good here.",
        "Send a current access token of the configured issuer, for this server and a workspace.");
  }
}
