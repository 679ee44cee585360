package io.coportal.sync.reconcile;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Binds lanes to the scheduler that picks them, on whichever instance is free. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({LaneSettings.class, RetrySettings.class, RouteTimings.class})
class LaneTask {
  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(10);

  @Bean
  Task<Void> lane(LaneRunner runner) {
    return Tasks.custom(Lanes.TASK, Void.class)
        .onFailureReschedule(FixedDelay.of(AFTER_A_FAILURE))
        .execute(
            (lane, context) -> {
              runner.serve(lane.getId());
              return rescheduleOrRemove(runner, lane.getId());
            });
  }

  private static CompletionHandler<Void> rescheduleOrRemove(
      LaneRunner runner, String connectionId) {
    return (complete, operations) ->
        runner
            .nextTurn(connectionId)
            .ifPresentOrElse(
                next -> operations.reschedule(complete, next),
                () -> new OnCompleteRemove<Void>().complete(complete, operations));
  }
}
