package io.coportal.sync.console;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A real browser that is on this machine already: a Chromium, or what {@code CHROMIUM} names.
 * Without one the tests are skipped and say so; with {@code CI=true} one is required.
 */
final class InstalledBrowser implements AutoCloseable {
  private static final List<String> PLACES =
      List.of(
          "/usr/bin/chromium",
          "/usr/bin/chromium-browser",
          "/usr/bin/google-chrome",
          "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

  private final Playwright playwright;
  private final Browser browser;

  private InstalledBrowser(Path program) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions().setExecutablePath(program).setArgs(arguments()));
  }

  static InstalledBrowser start() {
    Optional<Path> program = program();
    boolean required = "true".equals(System.getenv("CI"));
    assumeTrue(
        required || program.isPresent(),
        "SKIPPED: the console's tests need a Chromium; CHROMIUM may name one");
    return new InstalledBrowser(
        program.orElseThrow(
            () -> new IllegalStateException("CI=true, and there is no Chromium: install one")));
  }

  Browser browser() {
    return browser;
  }

  private static Optional<Path> program() {
    String named = System.getenv("CHROMIUM");
    return (named == null ? PLACES.stream() : List.of(named).stream())
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Its sandbox does not start for root. */
  private static List<String> arguments() {
    return "root".equals(System.getProperty("user.name")) ? List.of("--no-sandbox") : List.of();
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
