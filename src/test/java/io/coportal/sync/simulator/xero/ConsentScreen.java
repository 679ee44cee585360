package io.coportal.sync.simulator.xero;

import io.coportal.sync.simulator.Clients;
import io.coportal.sync.simulator.Html;
import io.coportal.sync.simulator.Request;
import io.coportal.sync.simulator.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The page where a user lets an application into organisations, or does not. */
final class ConsentScreen {
  static final List<String> USERS =
      List.of("ada@owner.example", "ben@owner.example", "cleo@owner.example");
  private static final List<String> PASSED_ON =
      List.of(
          "response_type",
          "client_id",
          "redirect_uri",
          "scope",
          "state",
          "code_challenge",
          "code_challenge_method");

  private final Clients clients;
  private final Grants grants;
  private final Map<UUID, Organisation> organisations;

  ConsentScreen(Clients clients, Grants grants, Map<UUID, Organisation> organisations) {
    this.clients = clients;
    this.grants = grants;
    this.organisations = organisations;
  }

  Response answer(Request request) {
    var posted = request.method().equals("POST");
    // A script may post the decision alone, to the page's own address.
    var asked = new HashMap<>(request.queries());
    if (posted) {
      asked.putAll(request.form());
    }
    var wrong = wrong(asked);
    if (wrong != null) {
      return Response.html(
          400, Html.page("Sorry, something went wrong", "<p>Error: " + wrong + "</p>"));
    }
    return posted ? decided(asked) : page(asked, "");
  }

  private String wrong(Map<String, String> asked) {
    if (!clients.known(asked.get("client_id"))) {
      return "unauthorized_client";
    }
    if (!clients.mayRedirectTo(asked.get("redirect_uri"))) {
      return "unauthorized_client: Invalid redirect_uri";
    }
    if (!"code".equals(asked.get("response_type"))) {
      return "unsupported_response_type";
    }
    var scopes = scopes(asked);
    return scopes.isEmpty() || !clients.scopesExist(scopes)
        ? "invalid_scope: Invalid scope for client"
        : null;
  }

  private Response decided(Map<String, String> asked) {
    if (!"allow".equals(asked.get("decision"))) {
      return back(asked, Map.of("error", "access_denied"));
    }
    var chosen =
        Arrays.stream(asked.getOrDefault("organisation", "").split(","))
            .filter(id -> !id.isBlank())
            .map(UUID::fromString)
            .filter(organisations::containsKey)
            .toList();
    return chosen.isEmpty()
        ? page(asked, "<p role=\"alert\">Choose at least one organisation.</p>")
        : allowed(asked, chosen);
  }

  private Response allowed(Map<String, String> asked, Collection<UUID> chosen) {
    var user = asked.getOrDefault("user", USERS.get(0));
    var consent =
        new Grants.Consent(asked.get("client_id"), user, scopes(asked), UUID.randomUUID());
    var code = grants.code(consent, asked.get("redirect_uri"), asked.get("code_challenge"), chosen);
    var answer = new LinkedHashMap<String, String>();
    answer.put("code", code);
    answer.put("scope", asked.get("scope"));
    return back(asked, answer);
  }

  private static Response back(Map<String, String> asked, Map<String, String> answer) {
    var pairs = new LinkedHashMap<>(answer);
    if (asked.containsKey("state")) {
      pairs.put("state", asked.get("state"));
    }
    var redirect = asked.get("redirect_uri");
    var query = new ArrayList<String>();
    pairs.forEach((name, value) -> query.add(name + "=" + encoded(value)));
    return Response.redirect(
        redirect + (redirect.contains("?") ? "&" : "?") + String.join("&", query));
  }

  private Response page(Map<String, String> asked, String notice) {
    var hidden = new StringBuilder();
    for (var name : PASSED_ON) {
      if (asked.containsKey(name)) {
        hidden.append(
            "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
                .formatted(name, Html.escaped(asked.get(name))));
      }
    }
    var boxes = new StringBuilder();
    for (var books : organisations.values()) {
      boxes.append(
          "<label><input type=\"checkbox\" name=\"organisation\" value=\"%s\"> %s (%s)</label>"
              .formatted(
                  books.profile.id(),
                  Html.escaped(books.profile.name()),
                  Html.escaped(books.profile.baseCurrency())));
    }
    var users = new StringBuilder();
    USERS.forEach(user -> users.append("<option>").append(Html.escaped(user)).append("</option>"));
    return Response.html(
            200,
            Html.page(
                "Xero simulator: allow access?",
                """
                %s<p><strong>%s</strong> would like to: %s</p>
                <form method="post" action="/identity/connect/authorize">%s
                <label>Signed in as <select name="user">%s</select></label>
                <fieldset><legend>Organisations</legend>%s</fieldset>
                <button name="decision" value="allow">Allow access</button>
                <button name="decision" value="deny">Cancel</button></form>
                """
                    .formatted(
                        notice,
                        Html.escaped(asked.get("client_id")),
                        Html.escaped(asked.get("scope")),
                        hidden,
                        users,
                        boxes)))
        .with("X-Frame-Options", "DENY");
  }

  private static Set<String> scopes(Map<String, String> asked) {
    var scopes = new LinkedHashSet<>(List.of(asked.getOrDefault("scope", "").trim().split("\\s+")));
    scopes.remove("");
    return scopes;
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
