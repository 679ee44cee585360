package io.coportal.sync.connection;

import io.coportal.sync.problem.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Where an owner may be sent back to: an open redirect on this host would help a phisher. */
@Component
public class ReturnTo {
  private static final int MAX_LENGTH = 2000;
  private final URI home;
  private final List<String> origins;
  private final List<Pattern> allowed;

  ReturnTo(ConnectSettings settings) {
    this.home = settings.publicUrl();
    this.origins =
        Stream.concat(Stream.of(origin(home)), settings.returnTo().stream())
            .map(text -> text.toLowerCase(Locale.ROOT))
            .distinct()
            .toList();
    this.allowed = origins.stream().map(ReturnTo::pattern).toList();
  }

  /** The allowed origins, blank-separated, as a content security policy writes them. */
  public String origins() {
    return String.join(" ", origins);
  }

  /** Whether browsers reach this server by https only, so that cookies may ask for it. */
  public boolean overHttps() {
    return "https".equals(home.getScheme());
  }

  /**
   * The address to send the owner to, absolute.
   *
   * @param wanted a path on this server or an address of an allowed origin; null: none wanted
   * @throws Problem 400 {@code return-to-refused}
   */
  String checked(String wanted) {
    if (wanted == null) {
      return null;
    }
    try {
      URI target = home.resolve(new URI(wanted));
      if (wanted.length() <= MAX_LENGTH
          && !SettingsPatch.UNWRITABLE.matcher(wanted).find()
          && target.getUserInfo() == null
          && allows(target)) {
        return target.toASCIIString();
      }
    } catch (URISyntaxException e) {
      // Refused below, in the same words as any other address that is not allowed.
    }
    throw new Problem(
        400,
        "return-to-refused",
        "Owners may not be sent to that address.",
        "Use an address of an origin listed under coportal.connect.return-to.");
  }

  private boolean allows(URI target) {
    return target.getHost() != null
        && allowed.stream().anyMatch(pattern -> pattern.matcher(origin(target)).matches());
  }

  private static String origin(URI uri) {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return (uri.getScheme() + "://" + uri.getHost() + port).toLowerCase(Locale.ROOT);
  }

  private static Pattern pattern(String origin) {
    return Pattern.compile(
        Stream.of(origin.split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining("[a-z0-9-]+")));
  }
}
