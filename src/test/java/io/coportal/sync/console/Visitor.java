package io.coportal.sync.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody at the console. Notes every request that leaves this machine and every word of the
 * browser's about something that it was told not to do.
 */
final class Visitor implements AutoCloseable {
  private static final Path PICTURES = Path.of("target", "console-pictures");
  private static final int PATIENCE_MS = 20_000;

  private final String address;
  private final BrowserContext context;
  private final Page page;
  private final List<String> strangers = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();

  Visitor(Browser browser, String address) {
    this(browser, address, new Browser.NewContextOptions());
  }

  private Visitor(Browser browser, String address, Browser.NewContextOptions options) {
    this.address = address;
    context = browser.newContext(options.setViewportSize(1280, 900));
    context.setDefaultTimeout(PATIENCE_MS);
    page = context.newPage();
    page.onRequest(
        request -> {
          String host = URI.create(request.url()).getHost();
          if (!"localhost".equals(host) && !"127.0.0.1".equals(host)) {
            strangers.add(request.url());
          }
        });
    page.onConsoleMessage(
        message -> {
          // A ledger's own page is not ours; an address that is not there is a page of ours.
          if ("error".equals(message.type())
              && message.location().startsWith(address)
              && !message.location().startsWith(page.url())) {
            complaints.add(message.text() + " " + message.location());
          }
        });
    page.onPageError(complaints::add);
  }

  /** Whose browser runs no scripts. */
  static Visitor withoutScripts(Browser browser, String address) {
    return new Visitor(
        browser, address, new Browser.NewContextOptions().setJavaScriptEnabled(false));
  }

  /** The same person, in a browser that has loaded nothing yet. */
  Visitor withAnEmptyCache(Browser browser) {
    return new Visitor(
        browser, address, new Browser.NewContextOptions().setStorageState(context.storageState()));
  }

  /** Until the parts that come after the page are there. */
  void settle() {
    page.waitForLoadState();
    page.waitForFunction("() => !document.querySelector('[hx-trigger=load]')");
  }

  Page page() {
    return page;
  }

  void open(String path) {
    assertThat(page.navigate(address + path).status()).as(path).isLessThan(500);
  }

  /** With a password that was made for the account, which is exchanged at once. */
  void signInFirst(String name, String made, String wanted) {
    open("/console");
    signIn(name, made);
    page.getByLabel("Present password").fill(made);
    page.getByLabel("New password").fill(wanted);
    press("Change it and sign in again");
    signIn(name, wanted);
  }

  void signIn(String name, String password) {
    page.getByLabel("Name").fill(name);
    page.getByLabel("Password").fill(password);
    press("Sign in");
  }

  void press(String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)).first().click();
  }

  void follow(String link) {
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link)).first().click();
  }

  /** On the ledger's own page. */
  void allow(String organisation) {
    page.getByLabel(organisation).check();
    page.locator("button[value=allow]").click();
  }

  /** On the ledger's own page. */
  void deny() {
    page.locator("button[value=deny]").click();
  }

  /** Waits until the page says so. */
  void sees(Locator where, String text) {
    com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat(where)
        .containsText(
            text,
            new com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions()
                .setTimeout(PATIENCE_MS));
  }

  void sees(String text) {
    sees(page.locator("body"), text);
  }

  /** The status of an address, with the visitor's cookies. */
  int get(String path) {
    return context.request().get(address + path).status();
  }

  /** What an address holds, with the visitor's cookies. */
  String text(String path) {
    return context.request().get(address + path).text();
  }

  /** The status of a form that this visitor's page could have sent. */
  int post(String path) {
    String token = page.locator("input[name=_csrf]").first().inputValue();
    return postWithToken(path, token);
  }

  int postWithToken(String path, String token) {
    return context
        .request()
        .post(
            address + path,
            RequestOptions.create()
                .setMaxRedirects(0)
                .setForm(FormData.create().set("_csrf", token)))
        .status();
  }

  /**
   * For people to look at, in each form that the page has; with {@code -Dconsole.pictures=true}
   * only, since nobody looks at them after each run.
   */
  void picture(String name) {
    if (!Boolean.getBoolean("console.pictures")) {
      return;
    }
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      for (int width : List.of(1280, 390)) {
        page.setViewportSize(width, 900);
        String file = "%s-%s-%d.png".formatted(name, scheme.name().toLowerCase(), width);
        page.screenshot(
            new Page.ScreenshotOptions().setPath(PICTURES.resolve(file)).setFullPage(true));
      }
    }
    page.setViewportSize(1280, 900);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
  }

  /** Nothing left this machine, and the browser had nothing to refuse. */
  void expectNoComplaint() {
    assertThat(strangers).as("requests to other machines").isEmpty();
    assertThat(complaints).as("what the browser complained of").isEmpty();
  }

  @Override
  public void close() {
    context.close();
  }
}
