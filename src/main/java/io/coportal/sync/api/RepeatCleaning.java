package io.coportal.sync.api;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Cleans up on one of the instances at a time. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RepeatSettings.class)
class RepeatCleaning {
  private static final Duration PERIOD = Duration.ofHours(1);

  @Bean
  Task<Void> repeatCleaner(RepeatedRequests requests) {
    return Tasks.recurring("idempotency-keys", FixedDelay.of(PERIOD))
        .execute((task, context) -> requests.clean());
  }
}
