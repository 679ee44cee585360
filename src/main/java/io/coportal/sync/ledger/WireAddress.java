package io.coportal.sync.ledger;

import java.util.regex.Pattern;

/**
 * What a mapping may put into the address of a call: letters, digits and signs that steer nothing.
 * All else has to be percent-encoded, or it could lead the call to another place.
 */
public final class WireAddress {
  private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9._~%/(),-]*");
  private static final Pattern QUERY = Pattern.compile("[A-Za-z0-9._~%=&(),+*-]*");

  private WireAddress() {}

  public static boolean isPath(String text) {
    return PATH.matcher(text).matches();
  }

  /**
   * @throws IllegalArgumentException unless it begins with a slash and holds only such signs
   */
  public static String path(String text) {
    return checked(PATH, text);
  }

  /**
   * @param text without the question mark
   * @throws IllegalArgumentException unless it holds only such signs
   */
  public static String query(String text) {
    return checked(QUERY, text);
  }

  private static String checked(Pattern allowed, String text) {
    if (!allowed.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "A mapping built an address with characters that must be percent-encoded");
    }
    return text;
  }
}
