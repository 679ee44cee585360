package io.coportal.sync.portal;

import io.coportal.sync.ledger.AnswerLimit;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PortalSettings.class)
class PortalConfiguration {
  private static final int CALLS_SIDE_BY_SIDE = 4;

  PortalConfiguration(PortalSettings settings) {
    if (settings.connected()) {
      PortalChecks.check(settings);
    }
  }

  /** Named by {@code routes/portal/ask-portal.camel.yaml}. */
  @Bean
  AnswerLimit portalAnswerLimit(PortalSettings settings) {
    return new AnswerLimit(settings.longestAnswer());
  }

  /** Named by {@code routes/portal/report-syncs.camel.yaml}. */
  @Bean
  CamelContextConfiguration portalReports() {
    return new CamelContextConfiguration() {
      @Override
      public void beforeApplicationStart(CamelContext context) {
        context
            .getExecutorServiceManager()
            .registerThreadPoolProfile(
                new ThreadPoolProfileBuilder("portal-reports")
                    .poolSize(CALLS_SIDE_BY_SIDE)
                    .maxPoolSize(CALLS_SIDE_BY_SIDE)
                    .build());
      }

      @Override
      public void afterApplicationStart(CamelContext context) {
        // The profile was all.
      }
    };
  }
}
