package io.coportal.sync.routes;

import static io.coportal.sync.routes.SampleRoutes.ASK;
import static io.coportal.sync.routes.SampleRoutes.ASK_TEXT;
import static io.coportal.sync.routes.SampleRoutes.MAPPING;
import static io.coportal.sync.routes.SampleRoutes.asking;
import static io.coportal.sync.routes.SampleRoutes.mapping;
import static io.coportal.sync.routes.SampleRoutes.tree;

import java.util.stream.Stream;

/** Trees of routes that break one convention each, in one place. */
final class BrokenRoutes {
  private static final String FIND = "routes/mybooks/find-invoices.camel.yaml";

  /**
   * @param line where the finding points; 0: the whole file
   */
  record Broken(String what, RouteChecks convention, RouteTree tree, String file, int line) {
    @Override
    public String toString() {
      return what;
    }
  }

  private BrokenRoutes() {}

  static Stream<Broken> all() {
    return Stream.of(badForm(), badNames(), badWiring(), badHygiene(), badMappings())
        .flatMap(broken -> broken);
  }

  private static Stream<Broken> badForm() {
    return Stream.of(
        broken("unknown step", RouteChecks.FITS_CAMELS_SCHEMA, "- setBody:", "- setBoddy:", 12),
        broken("unknown option", RouteChecks.FITS_CAMELS_SCHEMA, "group:", "groop:", 3),
        new Broken(
            "a map, which Camel ignores",
            RouteChecks.FITS_CAMELS_SCHEMA,
            tree().with(ASK, "# Asks.\nroute:\n  id: mybooks-ask\n"),
            ASK,
            2),
        broken("bare from", RouteChecks.IS_CANONICAL, "- route:", "- from:", 3),
        broken(
            "step in short form",
            RouteChecks.IS_CANONICAL,
            "        - toD:",
            "        - to: direct:x\n        - toD:",
            22),
        broken(
            "expression in short form",
            RouteChecks.IS_CANONICAL,
            "jq:\n                expression: resource",
            "jq: resource",
            15),
        broken(
            "language outside of expression",
            RouteChecks.IS_CANONICAL,
            "expression:\n              jq:\n                expression",
            "jq:\n                expression",
            15),
        broken(
            "query in a uri",
            RouteChecks.IS_CANONICAL,
            "uri: direct\n",
            "uri: direct?block=1\n",
            8),
        broken("name in a uri", RouteChecks.IS_CANONICAL, "uri: direct\n", "uri: direct:a\n", 8));
  }

  private static Stream<Broken> badNames() {
    return Stream.of(
        broken("other id", RouteChecks.FILE_IS_NAMED_LIKE_ITS_ROUTE, "id: mybooks-ask", "id: a", 3),
        broken(
            "other direct",
            RouteChecks.DIRECT_IS_NAMED_LIKE_ITS_ROUTE,
            "name: mybooks-ask",
            "name: asking",
            3),
        broken(
            "other direct of a made route",
            RouteChecks.DIRECT_IS_NAMED_LIKE_ITS_ROUTE,
            "value: mybooks-http",
            "value: http",
            26),
        broken("other group", RouteChecks.GROUP_IS_THE_FOLDER, "group: mybooks", "group: sync", 3),
        broken("no description", RouteChecks.IS_DESCRIBED, "Asks the ledger.", "''", 3),
        broken(
            "id taken",
            RouteChecks.IDS_ARE_UNIQUE_AND_SPEAK,
            "id: ask-again",
            "id: map-request",
            23),
        broken(
            "generated id",
            RouteChecks.IDS_ARE_UNIQUE_AND_SPEAK,
            "id: ask-again",
            "id: to-3fa9",
            23),
        broken("counted id", RouteChecks.IDS_ARE_UNIQUE_AND_SPEAK, "id: ask-again", "id: to1", 23));
  }

  private static Stream<Broken> badWiring() {
    return Stream.of(
        broken("no policy", RouteChecks.NAMES_AN_ERROR_POLICY, "Id: pass-on", "Id: retry", 3),
        broken(
            "call into nothing",
            RouteChecks.DIRECT_CALLS_ARRIVE,
            "name: mybooks-http",
            "name: x",
            18),
        broken(
            "a ledger without the route",
            RouteChecks.DIRECT_CALLS_ARRIVE,
            "provider}-ask",
            "provider}-sing",
            23),
        new Broken(
            "an operation without a route",
            RouteChecks.DIRECT_CALLS_ARRIVE,
            tree().with("routes/triggers/openapi.yaml", "a:\n  operationId: sing\n"),
            "routes/triggers/openapi.yaml",
            2),
        new Broken(
            "no look-up",
            RouteChecks.LEDGERS_KEEP_THE_CONTRACT,
            tree().without(FIND),
            "routes/mybooks",
            0),
        new Broken(
            "mapping missing",
            RouteChecks.MAPPINGS_AND_QUERIES_ARE_THERE_AND_USED,
            tree().without(MAPPING),
            ASK,
            16),
        new Broken(
            "mapping unused",
            RouteChecks.MAPPINGS_AND_QUERIES_ARE_THERE_AND_USED,
            tree().with("routes/mybooks/old.jq", "# Old.\n.\n"),
            "routes/mybooks/old.jq",
            0),
        broken("unknown key", RouteChecks.KEYS_ARE_DECLARED, "api-base-url", "api-url", 32),
        new Broken(
            "parameter of another file",
            RouteChecks.KEYS_ARE_DECLARED,
            asking("uri: direct:${", "uri: direct:{{name}}${"),
            ASK,
            24));
  }

  private static Stream<Broken> badHygiene() {
    return Stream.of(
        new Broken(
            "long file",
            RouteChecks.FILES_ARE_SHORT,
            tree().with(ASK, ASK_TEXT + "# more\n".repeat(100)),
            ASK,
            120),
        new Broken(
            "no signature",
            RouteChecks.FILES_BEGIN_WITH_THEIR_SIGNATURE,
            tree().with(ASK, ASK_TEXT.substring(ASK_TEXT.indexOf('\n') + 1)),
            ASK,
            1),
        literal("address", "GET", "https://api.mybooks.example"),
        literal("key", "method: \"GET\"", "api-key: \"s3cr3t\""),
        literal("bearer", "GET", "Bearer eyJhbGciOi"),
        literal("long token", "GET", "9f86d081884c7d659a2feaa0c55ad015"),
        literal("account", "method: \"GET\"", "AccountCode: \"200\""),
        new Broken(
            "value cut at a number sign",
            RouteChecks.NO_VALUE_IS_CUT_BY_A_COMMENT,
            tree().with("routes/mybooks/errors.yaml", "# Refusals.\n- message: Invoice # taken\n"),
            "routes/mybooks/errors.yaml",
            2),
        broken(
            "http by hand",
            RouteChecks.COMPONENTS_ARE_ALLOWED,
            "uri: direct:${",
            "uri: https:api.example/${",
            24),
        broken("a file", RouteChecks.COMPONENTS_ARE_ALLOWED, "uri: direct\n", "uri: file\n", 8),
        broken(
            "template's address outside of it",
            RouteChecks.COMPONENTS_ARE_ALLOWED,
            "uri: direct\n",
            "uri: \"{{baseUrl}}\"\n",
            8));
  }

  private static Stream<Broken> badMappings() {
    return Stream.of(
        new Broken(
            "sum inline",
            RouteChecks.MAPPINGS_DO_NOT_CALCULATE,
            asking(
                "expression: resource:{{routes.base}}/mybooks/ask.request.jq",
                "expression: .a * 2"),
            ASK,
            16),
        new Broken(
            "function that jackson-jq lacks",
            RouteChecks.MAPPINGS_COMPILE,
            mapping(".ms | todate"),
            MAPPING,
            1),
        new Broken("open brace", RouteChecks.MAPPINGS_COMPILE, mapping("{ a: 1"), MAPPING, 1));
  }

  private static Broken broken(
      String what, RouteChecks convention, String said, String instead, int line) {
    return new Broken(what, convention, asking(said, instead), ASK, line);
  }

  private static Broken literal(String what, String said, String instead) {
    RouteTree tree = tree();
    String program = tree.texts().get(MAPPING).replace(said, instead);
    return new Broken(
        "literal " + what,
        RouteChecks.NO_ADDRESS_SECRET_OR_ACCOUNT,
        tree.with(MAPPING, program),
        MAPPING,
        2);
  }
}
