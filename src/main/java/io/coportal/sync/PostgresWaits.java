package io.coportal.sync;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * PostgreSQL waits for a lock, and for a client in the middle of a transaction, without an end. An
 * instance that is frozen or cut off while it refreshes tokens would hold up all others. The lock
 * wait is longer than the 10 s of a refresh, the silence longer than any of ours.
 */
@Component
class PostgresWaits implements BeanPostProcessor {
  private static final String LIMITS =
      "SET lock_timeout = '15s'; SET idle_in_transaction_session_timeout = '20s'";

  @Override
  public Object postProcessBeforeInitialization(Object bean, String name) {
    if (bean instanceof HikariDataSource pool
        && String.valueOf(pool.getJdbcUrl()).startsWith("jdbc:postgresql:")
        && pool.getConnectionInitSql() == null) {
      pool.setConnectionInitSql(LIMITS);
    }
    return bean;
  }
}
