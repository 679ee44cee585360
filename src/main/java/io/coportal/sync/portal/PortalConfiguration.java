package io.coportal.sync.portal;

import io.coportal.sync.ledger.AnswerLimit;
import io.coportal.sync.problem.StartRefused;
import java.net.URI;
import java.net.URISyntaxException;
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
      check(settings);
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

  private static void check(PortalSettings settings) {
    if (!isAddress(settings.baseUrl())) {
      throw new StartRefused(
          "coportal.portal.base-url is not the address of an API.",
          "Set it to http:// or https:// with a host and no slash at its end, or leave it empty.");
    }
    if (settings.authKey().isBlank()) {
      throw new StartRefused(
          "coportal.portal.base-url is set, but there is no key for CoPortal's API.",
          "Set the environment variable COPORTAL_API_KEY, or leave coportal.portal.base-url empty.");
    }
    if (settings.pull().pageSize() < 1 || settings.pull().pagesPerTick() < 1) {
      throw new StartRefused(
          "coportal.portal.pull.page-size or pages-per-tick is less than 1.",
          "Set both to 1 or more; to stop reading, set coportal.portal.pull.enabled=false.");
    }
  }

  private static boolean isAddress(String text) {
    try {
      URI uri = new URI(text);
      return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && !text.endsWith("/");
    } catch (URISyntaxException notAnAddress) {
      return false;
    }
  }
}
