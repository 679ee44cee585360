package io.coportal.sync.ledger;

import org.apache.camel.Processor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LedgerRuleBook.class)
class LedgerConfiguration {

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
