package io.coportal.sync.simulator.quickbooks;

import io.coportal.sync.simulator.quickbooks.QueryLexer.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A parsed query.
 *
 * @param fields the members asked for; empty for all
 * @param orders properties to sort by
 * @param start counts from 1
 */
record Query(
    boolean count,
    List<String> fields,
    String entity,
    List<Condition> conditions,
    List<Order> orders,
    int start,
    int most) {
  static final int LONGEST_PAGE = 1000;
  private static final int USUAL_PAGE = 100;

  /**
   * One comparison.
   *
   * @param sign {@code = < > <= >= in} or {@code like}
   */
  record Condition(String property, String sign, List<String> values) {}

  record Order(String property, boolean descending) {}

  static Query parse(String text) {
    return new Parser(QueryLexer.tokens(text)).query();
  }

  private static final class Parser {
    private static final Set<String> SIGNS = Set.of("=", "<", ">", "<=", ">=");

    private final List<QueryLexer.Token> tokens;
    private int at;

    private Parser(List<QueryLexer.Token> tokens) {
      this.tokens = tokens;
    }

    private Query query() {
      expectWord("select");
      var count = acceptWord("count");
      var fields = count ? counted() : fields();
      expectWord("from");
      var entity = take(Kind.NAME);
      var conditions = acceptWord("where") ? conditions() : List.<Condition>of();
      var orders = orders();
      var start = acceptWord("startposition") ? whole(Integer.MAX_VALUE) : 1;
      var most = acceptWord("maxresults") ? whole(LONGEST_PAGE) : USUAL_PAGE;
      if (at < tokens.size()) {
        throw unexpected();
      }
      return new Query(count, fields, entity, conditions, orders, start, most);
    }

    private List<String> counted() {
      expectSign("(");
      expectSign("*");
      expectSign(")");
      return List.of();
    }

    private List<String> fields() {
      if (acceptSign("*")) {
        return List.of();
      }
      var fields = new ArrayList<String>();
      do {
        fields.add(take(Kind.NAME));
      } while (acceptSign(","));
      return fields;
    }

    private List<Condition> conditions() {
      var conditions = new ArrayList<Condition>();
      do {
        conditions.add(condition());
      } while (acceptWord("and"));
      return conditions;
    }

    private Condition condition() {
      var property = take(Kind.NAME);
      if (acceptWord("in")) {
        return new Condition(property, "in", values());
      }
      if (acceptWord("like")) {
        return new Condition(property, "like", List.of(take(Kind.TEXT)));
      }
      if (at >= tokens.size() || !SIGNS.contains(tokens.get(at).value())) {
        throw unexpected();
      }
      return new Condition(property, take(Kind.SIGN), List.of(value()));
    }

    private List<String> values() {
      expectSign("(");
      var values = new ArrayList<String>();
      do {
        values.add(value());
      } while (acceptSign(","));
      expectSign(")");
      return values;
    }

    /** A text in quotes, or a bare boolean; a bare number is none. */
    private String value() {
      if (acceptWord("true")) {
        return "true";
      }
      return acceptWord("false") ? "false" : take(Kind.TEXT);
    }

    private List<Order> orders() {
      var orders = new ArrayList<Order>();
      var wanted = acceptWord("orderby");
      if (!wanted && acceptWord("order")) {
        expectWord("by");
        wanted = true;
      }
      if (wanted) {
        do {
          var property = take(Kind.NAME);
          var descending = acceptWord("desc");
          if (!descending) {
            acceptWord("asc");
          }
          orders.add(new Order(property, descending));
        } while (acceptSign(","));
      }
      return orders;
    }

    private int whole(int most) {
      var token = take(Kind.NUMBER);
      if (!token.matches("-?\\d{1,9}")) {
        throw unexpected();
      }
      var number = Integer.parseInt(token);
      if (number < 1) {
        throw invalid("value %d is too small. Min allowed value is 1".formatted(number));
      }
      if (number > most) {
        throw invalid("value %d is too large. Max allowed value is %d".formatted(number, most));
      }
      return number;
    }

    private String take(Kind kind) {
      if (at >= tokens.size() || tokens.get(at).kind() != kind) {
        throw unexpected();
      }
      return tokens.get(at++).value();
    }

    private boolean acceptWord(String word) {
      return accept(Kind.NAME, word);
    }

    private boolean acceptSign(String sign) {
      return accept(Kind.SIGN, sign);
    }

    private boolean accept(Kind kind, String value) {
      var there =
          at < tokens.size()
              && tokens.get(at).kind() == kind
              && tokens.get(at).value().toLowerCase(Locale.ROOT).equals(value);
      at += there ? 1 : 0;
      return there;
    }

    private void expectWord(String word) {
      if (!acceptWord(word)) {
        throw unexpected();
      }
    }

    private void expectSign(String sign) {
      if (!acceptSign(sign)) {
        throw unexpected();
      }
    }

    private Refusal unexpected() {
      if (at >= tokens.size()) {
        return QueryLexer.unparsable("<EOF>", tokens.isEmpty() ? 1 : tokens.get(at - 1).column());
      }
      var token = tokens.get(at);
      return QueryLexer.unparsable("<" + token.kind() + "> " + token.value(), token.column());
    }
  }

  static Refusal invalid(String why) {
    return Refusal.of("4001", "Invalid query", "QueryValidationError: " + why);
  }
}
