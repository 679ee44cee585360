package io.coportal.sync.ledger;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  LedgerRuleBook.class,
  AnswerSettings.class,
  ContactSettings.class,
  CallSettings.class,
  CircuitSettings.class
})
class LedgerConfiguration {

  /** Named by {@code config/application.yaml}, for every client that has no limit of its own. */
  @Bean
  AnswerLimit answerLimit(AnswerSettings settings) {
    return new AnswerLimit(settings.largestAnswer());
  }

  /** Camel forgets the notifiers that it finds by itself when remote management is off. */
  @Bean
  CamelContextConfiguration callMeters(MeterRegistry registry, AnswerWatch watch) {
    return new CamelContextConfiguration() {
      @Override
      public void beforeApplicationStart(CamelContext camel) {
        camel.getManagementStrategy().addEventNotifier(new CallMeters(registry, watch));
      }

      @Override
      public void afterApplicationStart(CamelContext camel) {
        // Nothing is left to do.
      }
    };
  }

  /** Named by the error policy: before each redelivery of a provider call. */
  @Bean
  Processor authoriseAgain(GuardedCall call) {
    return call::authoriseAgain;
  }

  /** Named by the error policy: after a limit was hit, before the delay is chosen. */
  @Bean
  Processor obeyRetryAfter(RedeliveryAdvice advice) {
    return advice::obeyRetryAfter;
  }
}
