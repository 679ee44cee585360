package io.coportal.sync;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * H2 closes its database when a write to the file fails, for instance on a full disk, and opens it
 * again for the next new connection. The pool would keep the old ones: H2 calls them valid, and its
 * SQL state for them is none that the pool knows.
 */
@Component
class GoneConnections implements BeanPostProcessor, SQLExceptionOverride {
  @java.lang.Override
  public Object postProcessBeforeInitialization(Object bean, String name) {
    if (bean instanceof HikariDataSource pool) {
      pool.setExceptionOverride(this);
    }
    return bean;
  }

  @java.lang.Override
  public Override adjudicate(SQLException failure) {
    return failure instanceof SQLNonTransientConnectionException
        ? Override.MUST_EVICT
        : Override.CONTINUE_EVICT;
  }
}
