package io.coportal.sync.simulator.xero;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/** The {@code where} parameter: parsed once, then asked of elements as the API shows them. */
final class Where {
  private static final Set<String> COMPARISONS = Set.of("==", "=", "!=", ">", "<", ">=", "<=");

  private final List<WhereLexer.Token> tokens;
  private final String type;
  private final Set<String> known;
  private int at;

  private interface Value extends Function<JsonNode, Object> {}

  private Where(List<WhereLexer.Token> tokens, String type, Set<String> known) {
    this.tokens = tokens;
    this.type = type;
    this.known = known;
  }

  /**
   * Parses an expression.
   *
   * @param type the name used in error messages
   * @param known the property paths that exist, in lower case
   */
  static Predicate<ObjectNode> parse(String where, String type, Set<String> known) {
    var parser = new Where(WhereLexer.tokens(where), type, known);
    var value = parser.or();
    if (parser.at < parser.tokens.size()) {
      throw Refusal.badQuery("Syntax error");
    }
    return row -> WhereValues.truth(value.apply(row));
  }

  private Value or() {
    var left = and();
    while (accept("||") || acceptWord("or")) {
      left = both(left, and(), (a, b) -> WhereValues.truth(a) || WhereValues.truth(b));
    }
    return left;
  }

  private Value and() {
    var left = comparison();
    while (accept("&&") || acceptWord("and")) {
      left = both(left, comparison(), (a, b) -> WhereValues.truth(a) && WhereValues.truth(b));
    }
    return left;
  }

  private Value comparison() {
    if (accept("!")) {
      var negated = comparison();
      return row -> !WhereValues.truth(negated.apply(row));
    }
    var left = operand();
    var sign = peek(WhereLexer.Kind.SIGN);
    if (sign == null || !COMPARISONS.contains(sign)) {
      return left;
    }
    at++;
    return both(left, operand(), (a, b) -> WhereValues.compare(sign, a, b));
  }

  private Value operand() {
    if (accept("(")) {
      var inner = or();
      expect(")");
      return methods(inner);
    }
    if (at >= tokens.size()) {
      throw Refusal.badQuery("Syntax error");
    }
    var token = tokens.get(at++);
    return switch (token.kind()) {
      case TEXT -> methods(row -> token.value());
      case NUMBER -> {
        var number = new BigDecimal(token.value());
        yield row -> number;
      }
      case NAME -> named(token.value());
      case SIGN -> throw Refusal.badQuery("Syntax error");
      case BROKEN -> throw Refusal.badQuery(token.value());
    };
  }

  private Value named(String name) {
    switch (name.toLowerCase(Locale.ROOT)) {
      case "null" -> {
        return row -> null;
      }
      case "true", "false" -> {
        return row -> Boolean.valueOf(name);
      }
      case "guid" -> {
        expect("(");
        var id = text();
        expect(")");
        return row -> id;
      }
      case "datetime" -> {
        var date = date();
        return row -> date;
      }
      default -> {
        return property(name);
      }
    }
  }

  private Value property(String first) {
    var path = new ArrayList<>(List.of(first));
    while (peekSign(0, ".") && at + 1 < tokens.size() && !peekSign(2, "(")) {
      path.add(tokens.get(at + 1).value());
      at += 2;
    }
    if (!known.contains(String.join(".", path).toLowerCase(Locale.ROOT))) {
      throw Refusal.badQuery(
          "No property or field '%s' exists in type '%s'"
              .formatted(path.get(path.size() - 1), type));
    }
    return methods(row -> WhereValues.read(row, path));
  }

  private Value methods(Value value) {
    var result = value;
    while (accept(".")) {
      var method = word();
      expect("(");
      var current = result;
      if (method.equalsIgnoreCase("ToLower") || method.equalsIgnoreCase("ToUpper")) {
        result = row -> WhereValues.lower(current.apply(row));
      } else {
        var argument = operand();
        result = both(current, argument, tester(method));
      }
      expect(")");
    }
    return result;
  }

  private static BiFunction<Object, Object, Object> tester(String method) {
    return switch (method.toLowerCase(Locale.ROOT)) {
      case "contains" -> (a, b) -> a != null && WhereValues.lower(a).contains(WhereValues.lower(b));
      case "startswith" ->
          (a, b) -> a != null && WhereValues.lower(a).startsWith(WhereValues.lower(b));
      case "endswith" -> (a, b) -> a != null && WhereValues.lower(a).endsWith(WhereValues.lower(b));
      default -> throw Refusal.badQuery("No applicable method '" + method + "' exists");
    };
  }

  private LocalDateTime date() {
    expect("(");
    var parts = new ArrayList<Integer>();
    do {
      parts.add(Integer.parseInt(take(WhereLexer.Kind.NUMBER)));
    } while (accept(","));
    expect(")");
    try {
      return LocalDate.of(parts.get(0), parts.get(1), parts.get(2)).atStartOfDay();
    } catch (DateTimeException | IndexOutOfBoundsException e) {
      throw Refusal.badQuery("Syntax error");
    }
  }

  private static Value both(Value left, Value right, BiFunction<Object, Object, Object> join) {
    return row -> join.apply(left.apply(row), right.apply(row));
  }

  private String text() {
    return take(WhereLexer.Kind.TEXT);
  }

  private String word() {
    return take(WhereLexer.Kind.NAME);
  }

  private String take(WhereLexer.Kind kind) {
    var value = peek(kind);
    if (value == null) {
      throw Refusal.badQuery("Syntax error");
    }
    at++;
    return value;
  }

  private String peek(WhereLexer.Kind kind) {
    return at < tokens.size() && tokens.get(at).kind() == kind ? tokens.get(at).value() : null;
  }

  private boolean peekSign(int ahead, String sign) {
    return at + ahead < tokens.size()
        && tokens.get(at + ahead).equals(new WhereLexer.Token(WhereLexer.Kind.SIGN, sign));
  }

  private boolean accept(String sign) {
    var there = peekSign(0, sign);
    at += there ? 1 : 0;
    return there;
  }

  private boolean acceptWord(String word) {
    var there = word.equalsIgnoreCase(peek(WhereLexer.Kind.NAME));
    at += there ? 1 : 0;
    return there;
  }

  private void expect(String sign) {
    if (!accept(sign)) {
      throw Refusal.badQuery("Syntax error");
    }
  }
}
