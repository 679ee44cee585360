package io.coportal.sync.routes;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** All conventions of {@code routes/} and {@code config/}; each is a rule one can break alone. */
enum RouteChecks {
  FITS_CAMELS_SCHEMA(FormChecks::schema),
  IS_CANONICAL(FormChecks::canonical),
  FILE_IS_NAMED_LIKE_ITS_ROUTE(NameChecks::fileNames),
  DIRECT_IS_NAMED_LIKE_ITS_ROUTE(NameChecks::directNames),
  GROUP_IS_THE_FOLDER(NameChecks::groups),
  IS_DESCRIBED(NameChecks::descriptions),
  IDS_ARE_UNIQUE_AND_SPEAK(NameChecks::ids),
  NAMES_AN_ERROR_POLICY(WiringChecks::policies),
  DIRECT_CALLS_ARRIVE(WiringChecks::directCalls),
  LEDGERS_KEEP_THE_CONTRACT(WiringChecks::contract),
  MAPPINGS_AND_QUERIES_ARE_THERE_AND_USED(WiringChecks::filesBeside),
  KEYS_ARE_DECLARED(ConfigChecks::declared),
  FILES_ARE_SHORT(HygieneChecks::size),
  FILES_BEGIN_WITH_THEIR_SIGNATURE(HygieneChecks::signature),
  NO_ADDRESS_SECRET_OR_ACCOUNT(HygieneChecks::literals),
  NO_VALUE_IS_CUT_BY_A_COMMENT(HygieneChecks::comments),
  COMPONENTS_ARE_ALLOWED(HygieneChecks::components),
  MAPPINGS_DO_NOT_CALCULATE(MappingChecks::arithmetic),
  MAPPINGS_COMPILE(MappingChecks::syntax);

  private final Function<RouteTree, List<Finding>> check;

  RouteChecks(Function<RouteTree, List<Finding>> check) {
    this.check = check;
  }

  List<Finding> findings(RouteTree tree) {
    return check.apply(tree);
  }

  static Stream<RouteChecks> all() {
    return Stream.of(values());
  }

  /** The other direction of {@link #KEYS_ARE_DECLARED}, which needs to know what Java reads. */
  static List<Finding> unusedKeys(RouteTree tree, Set<String> boundByJava) {
    return ConfigChecks.used(tree, boundByJava);
  }
}
