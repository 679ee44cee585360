package io.coportal.sync.connection;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * A sign-in service that rotates refresh tokens and takes the one before again, as a grace for lost
 * answers. What it answers next can be scripted.
 */
public final class FakeSignIn {
  /** A scripted answer of the token endpoint. */
  public enum Answer {
    LOST,
    DOWN,
    REFUSED,
    WRONG_CLIENT,
    WITHOUT_REFRESH_TOKEN,
    TEXT_AS_LIFETIME,
    NOT_JSON
  }

  private static final String CLIENT = "Basic ZGVtby1pZDpkZW1vLXNlY3JldA==";
  private final HttpServer server;
  private final AtomicInteger serial = new AtomicInteger();
  private final Set<String> codes = ConcurrentHashMap.newKeySet();
  private final Set<String> refreshTokens = ConcurrentHashMap.newKeySet();
  private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
  private final List<Map<String, String>> calls = new CopyOnWriteArrayList<>();
  private final List<Headers> headers = new CopyOnWriteArrayList<>();
  private volatile String person;
  private final List<String> revoked = new CopyOnWriteArrayList<>();

  public FakeSignIn() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "sign-in");
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext("/token", this::token);
    server.createContext("/revoke", this::revoke);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What the owner's consent would bring back. */
  public String code() {
    String code = "code-" + serial.incrementAndGet();
    codes.add(code);
    return code;
  }

  public String refreshToken() {
    String token = "refresh-" + serial.incrementAndGet();
    refreshTokens.add(token);
    return token;
  }

  public void next(Answer... answers) {
    script.addAll(Arrays.asList(answers));
  }

  public void forgetAllGrants() {
    refreshTokens.clear();
  }

  public void reset() {
    person = null;
    script.clear();
    calls.clear();
    headers.clear();
    revoked.clear();
  }

  public List<Map<String, String>> tokenCalls() {
    return calls;
  }

  public List<Headers> tokenHeaders() {
    return headers;
  }

  public List<String> revoked() {
    return revoked;
  }

  private void token(HttpExchange call) throws IOException {
    Map<String, String> form = form(call);
    calls.add(form);
    headers.add(call.getRequestHeaders());
    Answer answer = script.poll();
    if (answer == Answer.DOWN) {
      respond(call, 503, "busy");
    } else if (answer == Answer.NOT_JSON) {
      respond(call, 400, "<html>proxy</html>");
    } else if (answer == Answer.WRONG_CLIENT
        || !CLIENT.equals(call.getRequestHeaders().getFirst("Authorization"))) {
      respond(call, 401, "{\"error\":\"invalid_client\"}");
    } else if (answer == Answer.REFUSED || !accepted(form)) {
      respond(call, 400, "{\"error\":\"invalid_grant\"}");
    } else if (answer == Answer.LOST) {
      refreshToken();
      call.close();
    } else {
      respond(call, 200, tokens(answer));
    }
  }

  private boolean accepted(Map<String, String> form) {
    return "refresh_token".equals(form.get("grant_type"))
        ? refreshTokens.contains(form.get("refresh_token"))
        : codes.remove(form.getOrDefault("code", ""));
  }

  /** From now on access tokens name this person; null: they are opaque. */
  public void signedInAs(String subject) {
    person = subject;
  }

  private String accessToken() {
    String opaque = "access-" + serial.incrementAndGet();
    if (person == null) {
      return opaque;
    }
    return base64("{\"alg\":\"RS256\"}")
        + "."
        + base64("{\"sub\":\"" + person + "\",\"jti\":\"" + opaque + "\"}")
        + "."
        + base64("signature");
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private String tokens(Answer answer) {
    String lifetime = answer == Answer.TEXT_AS_LIFETIME ? "\"soon\"" : "1800";
    String refresh =
        answer == Answer.WITHOUT_REFRESH_TOKEN
            ? ""
            : ",\"refresh_token\":\"" + refreshToken() + "\"";
    return "{\"access_token\":\""
        + accessToken()
        + "\",\"token_type\":\"Bearer\",\"expires_in\":"
        + lifetime
        + refresh
        + "}";
  }

  private void revoke(HttpExchange call) throws IOException {
    revoked.add(form(call).get("token"));
    respond(call, 200, "");
  }

  private static Map<String, String> form(HttpExchange call) throws IOException {
    String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    return Arrays.stream(body.split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
  }

  private static void respond(HttpExchange call, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    call.getResponseHeaders().set("Content-Type", "application/json");
    call.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    call.getResponseBody().write(bytes);
    call.close();
  }
}
