package io.coportal.sync.console;

import com.microsoft.playwright.Browser;
import io.coportal.sync.demo.Demo;
import io.coportal.sync.demo.DemoSimulators;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.context.ConfigurableApplicationContext;

/** The demo with its console, and a browser before it. */
final class Console implements AutoCloseable {
  static final String WORKSPACE_ID = "uk-studio";
  static final String WORKSPACE = "/console/workspaces/" + WORKSPACE_ID;
  static final String PASSWORD = "eleven green bottles";

  private final DemoSimulators simulators;
  private final InstalledBrowser browser;
  private final ConfigurableApplicationContext demo;
  private final String address;
  private final Path folder;
  private Visitor admin;

  private Console(
      DemoSimulators simulators,
      InstalledBrowser browser,
      ConfigurableApplicationContext demo,
      String address,
      Path folder) {
    this.simulators = simulators;
    this.browser = browser;
    this.demo = demo;
    this.address = address;
    this.folder = folder;
  }

  static Console start(Path folder) throws IOException {
    InstalledBrowser browser = InstalledBrowser.start();
    DemoSimulators simulators = DemoSimulators.onFreePorts();
    int port = freePort();
    String address = "http://localhost:" + port;
    return new Console(
        simulators,
        browser,
        Demo.start(
            simulators,
            folder,
            "--server.port=" + port,
            "--management.server.port=0",
            "--coportal.connect.public-url=" + address,
            "--logging.level.root=warn"),
        address,
        folder);
  }

  /** The first account, signed in. */
  Visitor admin() throws IOException {
    if (admin == null) {
      admin = visitor();
      admin.signInFirst(
          "admin", Files.readString(folder.resolve("first-console-password")).strip(), PASSWORD);
      admin.sees("Workspaces");
    }
    return admin;
  }

  /** Somebody who is not signed in. */
  Visitor visitor() {
    return new Visitor(browser.browser(), address);
  }

  Visitor visitorWithoutScripts() {
    return Visitor.withoutScripts(browser.browser(), address);
  }

  Browser browser() {
    return browser.browser();
  }

  String coPortal() {
    return simulators.coportal().baseUrl().toString();
  }

  ConfigurableApplicationContext application() {
    return demo;
  }

  String address() {
    return address;
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  @Override
  public void close() {
    browser.close();
    demo.close();
    simulators.close();
  }
}
