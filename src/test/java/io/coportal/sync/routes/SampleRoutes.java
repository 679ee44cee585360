package io.coportal.sync.routes;

import java.util.Map;
import java.util.TreeMap;

/** The smallest tree of routes that keeps every convention, with one ledger called mybooks. */
final class SampleRoutes {
  static final String ASK = "routes/mybooks/ask.camel.yaml";
  static final String MAPPING = "routes/mybooks/ask.request.jq";
  static final String POLICY = "routes/shared/error-policy.camel.yaml";
  static final String CALL = "routes/shared/provider-call.camel.yaml";
  static final String CONFIG = "config/mybooks/application.yaml";

  static final String ASK_TEXT =
      """
      # Asks. Body in: a request. Body out: the answer.
      - route:
          id: mybooks-ask
          group: mybooks
          description: Asks the ledger.
          routeConfigurationId: pass-on
          from:
            uri: direct
            parameters:
              name: mybooks-ask
            steps:
              - setBody:
                  id: map-request
                  expression:
                    jq:
                      expression: resource:{{routes.base}}/mybooks/ask.request.jq
              - to:
                  id: call-mybooks
                  uri: direct
                  parameters:
                    name: mybooks-http
              - toD:
                  id: ask-again
                  uri: direct:${variable.provider}-ask
      - templatedRoute:
          routeTemplateRef: provider-call
          routeId: mybooks-http
          parameters:
            - name: name
              value: mybooks-http
            - name: baseUrl
              value: "{{coportal.ledgers.mybooks.api-base-url}}"
      """;

  private static final String CALL_TEXT =
      """
      # One call. Body out: the answer.
      - routeTemplate:
          id: provider-call
          description: Sends one request.
          parameters:
            - name: name
              description: Name of the guarded call
            - name: baseUrl
              description: Address of the ledger
          route:
            routeConfigurationId: pass-on
            from:
              uri: direct
              parameters:
                name: "{{name}}"
              steps:
                - to:
                    uri: "{{baseUrl}}"
      """;

  private static final String POLICY_TEXT =
      """
      # pass-on: the caller decides.
      - routeConfiguration:
          id: pass-on
          errorHandler:
            noErrorHandler: {}
      """;

  private static final String CONFIG_TEXT =
      """
      routes:
        base: file:routes
      coportal:
        ledgers:
          mybooks:
            api-base-url: https://api.mybooks.example
      """;

  private SampleRoutes() {}

  static RouteTree tree() {
    Map<String, String> texts = new TreeMap<>();
    texts.put(ASK, ASK_TEXT);
    texts.put(MAPPING, "# A request.\n{ method: \"GET\", path: (\"/\" + .id) }\n");
    texts.put(CALL, CALL_TEXT);
    texts.put(POLICY, POLICY_TEXT);
    texts.put(CONFIG, CONFIG_TEXT);
    texts.put("routes/mybooks/errors.yaml", "# What mybooks refuses.\n[]\n");
    WiringChecks.CONTRACT.forEach(
        capability ->
            texts.put("routes/mybooks/" + capability + ".camel.yaml", contractRoute(capability)));
    return new RouteTree(texts);
  }

  private static String contractRoute(String capability) {
    return """
    # Body in: JSON. Body out: JSON.
    - route:
        id: mybooks-%1$s
        group: mybooks
        description: Does %1$s.
        routeConfigurationId: pass-on
        from:
          uri: direct
          parameters:
            name: mybooks-%1$s
          steps:
            - to:
                id: ask-for-%1$s
                uri: direct
                parameters:
                  name: mybooks-ask
    """
        .formatted(capability);
  }

  /** The tree in which the first route says something else in one place. */
  static RouteTree asking(String said, String instead) {
    if (!ASK_TEXT.contains(said)) {
      throw new IllegalArgumentException("The sample does not say: " + said);
    }
    return tree().with(ASK, ASK_TEXT.replace(said, instead));
  }

  static RouteTree mapping(String program) {
    return tree().with(MAPPING, "# A request.\n" + program + "\n");
  }
}
