package io.coportal.sync.connection;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import io.coportal.sync.json.ExactJson;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.AbstractOAuth2AuthorizationGrantRequest;
import org.springframework.security.oauth2.client.endpoint.AbstractRestClientOAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.stereotype.Component;
import org.springframework.util.StreamUtils;
import org.springframework.web.client.RestClient;

/** The one way to talk to a token endpoint: bounded in time, no redirects, no silent repeats. */
@Component
class TokenHttp {
  static final String UNREADABLE = "unreadable_answer";
  private static final Duration TIME_OUT = Duration.ofSeconds(10);
  private static final long MOST_BYTES = 64 * 1024;
  private static final Pattern ERROR_CODE = Pattern.compile("[a-z_]{1,60}");

  private static final Pattern TRACE_NAME =
      Pattern.compile("(.*[-_])?(tid|(correlation|request|trace)[-_]?id)", CASE_INSENSITIVE);
  private static final Pattern TRACE = Pattern.compile("[\\w.:/ -]{1,150}");

  private final Ledgers ledgers;
  private final RestClient client;

  TokenHttp(Ledgers ledgers) {
    this.ledgers = ledgers;
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(TIME_OUT)
            .build();
    JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(http);
    requests.setReadTimeout(TIME_OUT);
    this.client =
        RestClient.builder()
            .requestFactory(requests)
            .requestInterceptor(
                (request, body, wire) -> new CappedAnswer(wire.execute(request, body), MOST_BYTES))
            .messageConverters(
                converters -> {
                  converters.clear();
                  converters.add(new FormHttpMessageConverter());
                  converters.add(new OAuth2AccessTokenResponseHttpMessageConverter());
                })
            .defaultStatusHandler(HttpStatusCode::isError, this::refuse)
            .build();
  }

  RestClient client() {
    return client;
  }

  /** Why a call failed, for the log: never with anything of the answer's body. */
  static String reason(OAuth2AuthorizationException failure) {
    return failure.getCause() == null
        ? failure.getMessage()
        : "[" + failure.getError().getErrorCode() + "] " + failure.getCause().getClass().getName();
  }

  /** Lets a token client talk this way, with the further headers that the ledger wants. */
  <T extends AbstractOAuth2AuthorizationGrantRequest> void carry(
      AbstractRestClientOAuth2AccessTokenResponseClient<T> tokens) {
    tokens.setRestClient(client);
    tokens.addHeadersConverter(
        call -> wanted(ledgers.get(call.getClientRegistration().getRegistrationId())));
  }

  private static HttpHeaders wanted(LedgerSettings ledger) {
    HttpHeaders headers = new HttpHeaders();
    ledger.tokenHeaders().forEach(headers::set);
    return headers;
  }

  // Providers differ in the status they use; the error code is what they agree on. The body stays
  // out of the message: it goes into a log.
  private void refuse(HttpRequest request, ClientHttpResponse response) throws IOException {
    HttpStatusCode status = response.getStatusCode();
    String code = status.is4xxClientError() ? errorCode(response) : UNREADABLE;
    String description = "HTTP " + status.value() + trace(response.getHeaders());
    throw new OAuth2AuthorizationException(new OAuth2Error(code, description, null));
  }

  /** The answer's number with the ledger, which its support asks for; empty if it has none. */
  private static String trace(HttpHeaders headers) {
    return headers.keySet().stream()
        .filter(name -> TRACE_NAME.matcher(name).matches())
        .map(name -> name + " " + headers.getFirst(name))
        .filter(trace -> TRACE.matcher(trace).matches())
        .map(trace -> ", " + trace)
        .collect(Collectors.joining());
  }

  private String errorCode(ClientHttpResponse response) {
    try {
      String body = StreamUtils.copyToString(response.getBody(), StandardCharsets.UTF_8);
      String code = ExactJson.read(body).path("error").asText();
      return ERROR_CODE.matcher(code).matches() ? code : UNREADABLE;
    } catch (IOException e) {
      return UNREADABLE;
    }
  }
}
