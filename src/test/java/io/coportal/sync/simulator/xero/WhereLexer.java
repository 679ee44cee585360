package io.coportal.sync.simulator.xero;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a {@code where} expression into tokens. */
final class WhereLexer {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<text>\"(?:[^\"]|\"\")*+\")|(?<number>-?\\d+(?:\\.\\d+)?)"
              + "|(?<name>[A-Za-z_][A-Za-z0-9_]*)|(?<sign>==|!=|>=|<=|&&|\\|\\||[=<>!().,]))");

  /** A token; a text comes without its quotes. */
  record Token(Kind kind, String value) {}

  enum Kind {
    TEXT,
    NUMBER,
    NAME,
    SIGN,
    /** The rest cannot be cut; what is wrong with it matters only if the parser gets here. */
    BROKEN
  }

  private WhereLexer() {}

  static List<Token> tokens(String where) {
    var tokens = new ArrayList<Token>();
    var matcher = TOKEN.matcher(where);
    var end = where.stripTrailing().length();
    var at = 0;
    while (at < end) {
      matcher.region(at, end);
      if (!matcher.lookingAt()) {
        tokens.add(new Token(Kind.BROKEN, complaint(where.substring(at).stripLeading())));
        return tokens;
      }
      tokens.add(token(matcher));
      at = matcher.end();
    }
    return tokens;
  }

  private static String complaint(String rest) {
    return rest.startsWith("\"") ? "Unterminated string literal" : "Syntax error";
  }

  private static Token token(Matcher matcher) {
    var text = matcher.group("text");
    if (text != null) {
      return new Token(Kind.TEXT, text.substring(1, text.length() - 1).replace("\"\"", "\""));
    }
    if (matcher.group("number") != null) {
      return new Token(Kind.NUMBER, matcher.group("number"));
    }
    return matcher.group("name") != null
        ? new Token(Kind.NAME, matcher.group("name"))
        : new Token(Kind.SIGN, matcher.group("sign"));
  }
}
