package io.coportal.sync.simulator.quickbooks;

import io.coportal.sync.simulator.Clients;
import io.coportal.sync.simulator.Html;
import io.coportal.sync.simulator.Request;
import io.coportal.sync.simulator.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The page where a user lets an application into one company, or does not. */
final class ConsentScreen {
  static final List<String> USERS =
      List.of("ada@owner.example", "ben@owner.example", "cleo@owner.example");
  private static final List<String> PASSED_ON =
      List.of("response_type", "client_id", "redirect_uri", "scope", "state");

  private final Clients clients;
  private final Grants grants;
  private final Map<String, Company> companies;

  ConsentScreen(Clients clients, Grants grants, Map<String, Company> companies) {
    this.clients = clients;
    this.grants = grants;
    this.companies = companies;
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
          400,
          Html.page(
              "Sorry, but something went wrong", "<p>Error: " + Html.escaped(wrong) + "</p>"));
    }
    return posted ? decided(asked) : page(asked, "");
  }

  private String wrong(Map<String, String> asked) {
    if (!clients.known(asked.get("client_id"))) {
      return "invalid_client";
    }
    if (!clients.mayRedirectTo(asked.get("redirect_uri"))) {
      return "The redirect_uri query parameter value is invalid.";
    }
    if (!"code".equals(asked.get("response_type"))) {
      return "The response_type query parameter value is invalid.";
    }
    if (asked.getOrDefault("state", "").isEmpty()) {
      return "The state query parameter value is invalid.";
    }
    var scopes = scopes(asked);
    return scopes.isEmpty() || !clients.scopesExist(scopes)
        ? "The scope query parameter value is invalid."
        : null;
  }

  private Response decided(Map<String, String> asked) {
    if (!"allow".equals(asked.get("decision"))) {
      var answer = new LinkedHashMap<String, String>();
      answer.put("error", "access_denied");
      answer.put("state", asked.get("state"));
      return back(asked, answer);
    }
    var realm = asked.getOrDefault("organisation", "");
    if (!companies.containsKey(realm)) {
      return page(asked, "<p role=\"alert\">Choose a company.</p>");
    }
    var user = asked.getOrDefault("user", USERS.get(0));
    var consent = new Grants.Consent(asked.get("client_id"), user, scopes(asked), realm);
    var answer = new LinkedHashMap<String, String>();
    answer.put("code", grants.code(consent, asked.get("redirect_uri")));
    answer.put("state", asked.get("state"));
    answer.put("realmId", realm);
    return back(asked, answer);
  }

  private static Response back(Map<String, String> asked, Map<String, String> answer) {
    var redirect = asked.get("redirect_uri");
    var query = new ArrayList<String>();
    answer.forEach(
        (name, value) -> query.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
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
    var choices = new StringBuilder();
    for (var books : companies.values()) {
      choices.append(
          "<label><input type=\"radio\" name=\"organisation\" value=\"%s\"> %s (%s)</label>"
              .formatted(
                  books.profile.realm(),
                  Html.escaped(books.profile.name()),
                  Html.escaped(books.profile.homeCurrency())));
    }
    var users = new StringBuilder();
    USERS.forEach(user -> users.append("<option>").append(Html.escaped(user)).append("</option>"));
    return Response.html(
            200,
            Html.page(
                "QuickBooks simulator: connect?",
                """
                %s<p><strong>%s</strong> would like to: %s</p>
                <form method="post" action="/connect/oauth2">%s
                <label>Signed in as <select name="user">%s</select></label>
                <fieldset><legend>Company</legend>%s</fieldset>
                <button name="decision" value="allow">Connect</button>
                <button name="decision" value="deny">No, thanks</button></form>
                """
                    .formatted(
                        notice,
                        Html.escaped(asked.get("client_id")),
                        Html.escaped(asked.get("scope")),
                        hidden,
                        users,
                        choices)))
        .with("X-Frame-Options", "DENY");
  }

  private static Set<String> scopes(Map<String, String> asked) {
    var scopes = new LinkedHashSet<>(List.of(asked.getOrDefault("scope", "").trim().split("\\s+")));
    scopes.remove("");
    return scopes;
  }
}
