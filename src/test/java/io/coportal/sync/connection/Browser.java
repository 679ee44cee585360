package io.coportal.sync.connection;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.web.util.UriComponentsBuilder;

/** An owner's browser: keeps cookies, follows nothing by itself. */
public class Browser {
  private final HttpClient http =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
  private final String server;

  public Browser(int port) {
    this.server = "http://127.0.0.1:" + port;
  }

  public HttpResponse<String> get(String address) {
    return send(HttpRequest.newBuilder(uri(address)));
  }

  public HttpResponse<String> head(String address) {
    return send(
        HttpRequest.newBuilder(uri(address)).method("HEAD", HttpRequest.BodyPublishers.noBody()));
  }

  public HttpResponse<String> post(String address, Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return send(
        HttpRequest.newBuilder(uri(address))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Opens a connect link up to the ledger's consent page and gives that page's address. */
  public URI toConsentPage(ConnectLink link) {
    HttpResponse<String> opened = get(path(link));
    return URI.create(location(get(location(opened))));
  }

  /** What the ledger's page would send the browser back to. */
  public static String callback(URI consentPage, String parameters) {
    Map<String, String> asked =
        UriComponentsBuilder.fromUri(consentPage).build().getQueryParams().toSingleValueMap();
    return asked.get("redirect_uri") + "?" + parameters + "&state=" + asked.get("state");
  }

  public static String path(ConnectLink link) {
    return URI.create(link.url()).getPath();
  }

  public static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private URI uri(String address) {
    return URI.create(address.startsWith("/") ? server + address : address);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
