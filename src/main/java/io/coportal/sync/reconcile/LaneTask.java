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
  Task<Void> lane(LaneRunner runner, LaneSchedule schedule, Lanes lanes) {
    return Tasks.custom(Lanes.TASK, Void.class)
        .onFailureReschedule(FixedDelay.of(AFTER_A_FAILURE))
        .execute(
            (lane, context) -> {
              runner.serve(lane.getId());
              return rescheduleOrRemove(schedule, lanes, lane.getId());
            });
  }

  private static CompletionHandler<Void> rescheduleOrRemove(
      LaneSchedule schedule, Lanes lanes, String connectionId) {
    return (complete, operations) ->
        schedule
            .next(connectionId)
            .ifPresentOrElse(
                next -> {
                  operations.reschedule(complete, next);
                  lanes.look();
                },
                () -> new OnCompleteRemove<Void>().complete(complete, operations));
  }
}
