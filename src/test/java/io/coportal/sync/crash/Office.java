package io.coportal.sync.crash;

import io.coportal.sync.portal.PortalInvoice;
import io.coportal.sync.simulator.coportal.Changes;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** People who change invoices in CoPortal all the time, whatever becomes of the application. */
final class Office implements AutoCloseable {
  private static final long PAUSE_MILLIS = 500;
  private static final int LEAST = 100;
  private static final int SPREAD = 900;

  private final Changes coportal;
  private final List<PortalInvoice> invoices;
  private final Random random;
  private final ScheduledExecutorService work = Executors.newSingleThreadScheduledExecutor();
  private int changes;
  private boolean resting;

  /** Writes the invoices and begins to change one after the other. */
  Office(Changes coportal, List<PortalInvoice> invoices, Random random) {
    this.coportal = coportal;
    this.invoices = invoices;
    this.random = random;
    invoices.forEach(this::put);
    work.scheduleWithFixedDelay(this::changeOne, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Changes nothing until {@link #goOn}. */
  synchronized void rest() {
    resting = true;
  }

  synchronized void goOn() {
    resting = false;
  }

  /** How many changes were made, the first version of each invoice among them. */
  synchronized int changes() {
    return changes;
  }

  private synchronized void changeOne() {
    if (!resting) {
      put(invoices.get(random.nextInt(invoices.size())).changedTo(LEAST + random.nextInt(SPREAD)));
    }
  }

  private void put(PortalInvoice invoice) {
    coportal.put(invoice.json());
    changes++;
  }

  /** Nothing changes from here on. */
  @Override
  public void close() {
    rest();
    work.shutdownNow();
  }
}
