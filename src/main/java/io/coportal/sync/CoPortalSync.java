package io.coportal.sync;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Pushes CoPortal invoices one way into accounting ledgers. */
@SpringBootApplication
public class CoPortalSync {
  public static void main(String[] args) {
    SpringApplication.run(CoPortalSync.class, args);
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
