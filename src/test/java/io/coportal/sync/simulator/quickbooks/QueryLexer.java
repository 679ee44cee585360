package io.coportal.sync.simulator.quickbooks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Cuts a query into tokens. In a text, a backslash stands before an apostrophe or a backslash. */
final class QueryLexer {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<text>'(?:[^'\\\\]|\\\\['\\\\])*+')|(?<number>-?\\d+(?:\\.\\d+)?)"
              + "|(?<name>[A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z_][A-Za-z0-9_]*)*)"
              + "|(?<sign><=|>=|[=<>(),*]))");

  /** A token; a text comes without quotes and escapes. */
  record Token(Kind kind, String value, int column) {}

  enum Kind {
    TEXT,
    NUMBER,
    NAME,
    SIGN
  }

  private QueryLexer() {}

  static List<Token> tokens(String query) {
    var tokens = new ArrayList<Token>();
    var matcher = TOKEN.matcher(query);
    var end = query.stripTrailing().length();
    var at = 0;
    while (at < end) {
      matcher.region(at, end);
      if (!matcher.lookingAt()) {
        throw unparsable(query.substring(at).strip().substring(0, 1), at + 1);
      }
      for (var kind : Kind.values()) {
        var group = kind.name().toLowerCase(Locale.ROOT);
        if (matcher.group(group) != null) {
          tokens.add(new Token(kind, value(kind, matcher.group(group)), matcher.start(group) + 1));
        }
      }
      at = matcher.end();
    }
    return tokens;
  }

  private static String value(Kind kind, String found) {
    return kind == Kind.TEXT
        ? found.substring(1, found.length() - 1).replaceAll("\\\\(['\\\\])", "$1")
        : found;
  }

  static Refusal unparsable(String what, int column) {
    return Refusal.of(
        "4000",
        "Error parsing query",
        "QueryParserError: Encountered \" %s \" at line 1, column %d.".formatted(what, column));
  }
}
