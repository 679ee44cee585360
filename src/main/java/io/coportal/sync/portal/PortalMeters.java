package io.coportal.sync.portal;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** What comes from CoPortal, and what it has not been told yet. */
@Component
class PortalMeters {
  private final MeterRegistry registry;

  PortalMeters(PortalSettings settings, UntoldReports untold, MeterRegistry registry, Clock clock) {
    this.registry = registry;
    if (settings.connected()) {
      Gauge.builder("coportal.portal.reports.untold", untold::count)
          .description("Results that CoPortal does not know yet")
          .register(registry);
      Gauge.builder("coportal.portal.reports.oldest.untold", () -> age(untold, clock.instant()))
          .description("How long the oldest of them has been kept; 0 when there is none")
          .baseUnit("seconds")
          .register(registry);
    }
  }

  private static Number age(UntoldReports untold, Instant now) {
    return untold.oldest().map(since -> Duration.between(since, now).toSeconds()).orElse(0L);
  }

  @TransactionalEventListener
  void count(PagePulled page) {
    Counter.builder("coportal.portal.pages")
        .description("Pages of CoPortal's changes that were stored")
        .register(registry)
        .increment();
    invoices("taken", page.taken());
    invoices("known", page.known());
    invoices("refused", page.refused());
  }

  private void invoices(String result, int number) {
    Counter.builder("coportal.portal.invoices")
        .description("Invoices on those pages; refused: GET …/pull-refusals says why")
        .tag("result", result)
        .register(registry)
        .increment(number);
  }

  /**
   * @param result {@code told}, {@code refused} or {@code postponed}
   */
  void reported(String result) {
    Counter.builder("coportal.portal.reports")
        .description("Tries to tell CoPortal a result")
        .tag("result", result)
        .register(registry)
        .increment();
  }
}
