package io.coportal.sync.failpoint;

import io.coportal.sync.failpoint.Failpoints.Action;
import io.coportal.sync.ledger.CallFailpoints;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * Puts points around every commit and every call of a ledger. {@code failpoints=on} only notes what
 * is passed, {@code failpoints=tell} prints it as well; {@code failpoints=halt@point} ends the JVM
 * there, {@code abort@point} the step.
 */
@AutoConfiguration(before = DataSourceTransactionManagerAutoConfiguration.class)
@ConditionalOnProperty("failpoints")
class FailpointConfiguration {
  private static final String POINT_FOLLOWS = "@";

  @Bean
  Failpoints failpoints(@Value("${failpoints}") String setting) {
    var failpoints =
        "on".equals(setting)
            ? new Failpoints()
            : new Failpoints(point -> System.out.println(Failpoints.PASSED + point));
    if (setting.contains(POINT_FOLLOWS)) {
      String[] parts = setting.split(POINT_FOLLOWS, 2);
      failpoints.arm(List.of(parts[1]), "halt".equals(parts[0]) ? Action.HALT : Action.ABORT);
    }
    return failpoints;
  }

  @Bean
  JdbcTransactionManager transactionManager(DataSource database, Failpoints failpoints) {
    return new CommitFailpoints(database, failpoints);
  }

  @Bean
  CallFailpoints callFailpoints(Failpoints failpoints) {
    return new CallFailpoints(failpoints);
  }
}
