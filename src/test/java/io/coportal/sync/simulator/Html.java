package io.coportal.sync.simulator;

/** Small parts of the simulators' HTML pages. */
public final class Html {
  private static final String STYLE =
      """
      :root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;\
      max-width:80rem;padding:1rem}h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}\
      .scroll{overflow-x:auto}table{border-collapse:collapse;width:100%}th,td{text-align:left;\
      padding:.4rem .6rem;border-bottom:1px solid #8884;white-space:nowrap}td.wrap{white-space:\
      pre-wrap;min-width:14rem}.n{text-align:right;font-variant-numeric:tabular-nums}\
      .muted{opacity:.7}button{font:inherit;padding:.5rem 1.2rem;margin-right:.5rem}\
      label{display:block;padding:.35rem 0}fieldset{border:1px solid #8886;margin:1rem 0}\
      select{font:inherit}table.sums{width:auto;margin:1rem 0 0 auto}\
      td.cut{max-width:11rem;overflow:hidden;text-overflow:ellipsis}\
      """;

  private Html() {}

  /** Text made safe for element content and quoted attributes; null becomes empty. */
  public static String escaped(Object value) {
    return value == null
        ? ""
        : value
            .toString()
            .replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("\"", "&quot;")
            .replace("'", "&#39;");
  }

  /** A cell of one line that ends in … where text is too long; pointing at it shows the whole. */
  public static String cut(String text) {
    return cut(text, escaped(text));
  }

  /**
   * @param content what stands in the cell, escaped already
   */
  public static String cut(String text, String content) {
    return "<td class=\"cut\" title=\"%s\">%s</td>".formatted(escaped(text), content);
  }

  /** A whole page; {@code title} is escaped here, {@code body} must be already. */
  public static String page(String title, String body) {
    return page(title, "", body);
  }

  /**
   * @param style more style sheet
   */
  public static String page(String title, String style, String body) {
    return """
        <!doctype html><html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width,initial-scale=1">
        <title>%s</title><style>%s</style></head><body><h1>%s</h1>%s</body></html>
        """
        .formatted(escaped(title), STYLE + style, escaped(title), body);
  }

  /** A link only where a click is harmless. */
  public static String link(String url, String text) {
    boolean safe = url != null && url.matches("(?i)https?://.*");
    return safe ? "<a href=\"%s\">%s</a>".formatted(escaped(url), escaped(text)) : escaped(text);
  }
}
