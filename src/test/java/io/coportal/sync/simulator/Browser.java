package io.coportal.sync.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** A user's browser at the consent page. */
public final class Browser {
  private final HttpClient http = HttpClient.newHttpClient();

  /**
   * Agrees on the consent page.
   *
   * @param user who is signed in
   * @param organisations the ids of what the application is let into
   * @return where the browser is sent
   * @throws IllegalStateException if the page shows an error instead
   */
  public URI allow(URI authorize, String user, String... organisations) {
    var form = new StringBuilder(authorize.getRawQuery());
    form.append("&decision=allow&user=").append(URLEncoder.encode(user, StandardCharsets.UTF_8));
    for (var organisation : organisations) {
      form.append("&organisation=").append(organisation);
    }
    return posted(authorize, form.toString());
  }

  /** Declines on the consent page. */
  public URI deny(URI authorize) {
    return posted(authorize, authorize.getRawQuery() + "&decision=deny");
  }

  private URI posted(URI authorize, String form) {
    var request =
        HttpRequest.newBuilder(authorize.resolve(authorize.getRawPath()))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    try {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      return answer
          .headers()
          .firstValue("Location")
          .map(URI::create)
          .orElseThrow(() -> new IllegalStateException(answer.body()));
    } catch (IOException e) {
      throw new IllegalStateException("The consent page cannot be reached", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted at the consent page", e);
    }
  }
}
