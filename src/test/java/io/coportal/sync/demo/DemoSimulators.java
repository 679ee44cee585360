package io.coportal.sync.demo;

import io.coportal.sync.SampleData;
import io.coportal.sync.simulator.SimulatorClock;
import io.coportal.sync.simulator.coportal.CoPortalSimulator;
import io.coportal.sync.simulator.quickbooks.QuickBooksSimulator;
import io.coportal.sync.simulator.xero.XeroSimulator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** The world around the application: two ledgers, and a CoPortal that holds the samples. */
public record DemoSimulators(
    XeroSimulator xero, QuickBooksSimulator quickBooks, CoPortalSimulator coportal)
    implements AutoCloseable {
  /** As {@code docker/compose.yaml} and the README name them. */
  private static final int XERO_PORT = 8091;

  private static final int QUICKBOOKS_PORT = 8092;
  private static final int COPORTAL_PORT = 8093;

  private static final int NO_NETWORK_BETWEEN = 500;

  /** On free ports of the loopback address. */
  public static DemoSimulators onFreePorts() {
    InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return start(free, free, free);
  }

  /**
   * @param anyAddress for a container, whose loopback nobody else reaches
   */
  static DemoSimulators onUsualPorts(boolean anyAddress) {
    return start(
        address(anyAddress, XERO_PORT),
        address(anyAddress, QUICKBOOKS_PORT),
        address(anyAddress, COPORTAL_PORT));
  }

  private static DemoSimulators start(
      InetSocketAddress xero, InetSocketAddress quickBooks, InetSocketAddress coportal) {
    var started =
        new DemoSimulators(
            XeroSimulator.start(xero, SimulatorClock.real()),
            QuickBooksSimulator.start(quickBooks, SimulatorClock.real()),
            CoPortalSimulator.start(coportal, SimulatorClock.real()));
    // A ledger across a network answers too slowly for ten calls a second; this one does not.
    started.quickBooks.limits().second(NO_NETWORK_BETWEEN);
    SampleData.invoices().stream()
        .map(InCoPortalsWords::of)
        .forEach(started.coportal.changes()::put);
    return started;
  }

  /** Points the application here; read by {@code demo/application.yaml}. */
  List<String> arguments() {
    return List.of(
        "--demo.xero=" + xero.baseUrl(),
        "--demo.quickbooks=" + quickBooks.baseUrl(),
        "--demo.coportal=" + coportal.baseUrl());
  }

  /** Where people look at them. */
  String pages() {
    return """
         Simulated CoPortal     %s/portal
         Simulated Xero         %s/ledger
         Simulated QuickBooks   %s/ledger"""
        .formatted(coportal.baseUrl(), xero.baseUrl(), quickBooks.baseUrl())
        .indent(1)
        .stripTrailing();
  }

  private static InetSocketAddress address(boolean any, int port) {
    return any
        ? new InetSocketAddress(port)
        : new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  @Override
  public void close() {
    coportal.close();
    quickBooks.close();
    xero.close();
  }
}
