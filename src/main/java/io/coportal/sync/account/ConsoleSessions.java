package io.coportal.sync.account;

import java.nio.charset.StandardCharsets;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Sessions in the database. They hold texts only: no object of ours is ever deserialized. */
final class ConsoleSessions extends JdbcIndexedSessionRepository {
  /** The id of the account; sessions are found by it. */
  static final String ACCOUNT = FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;

  ConsoleSessions(
      JdbcOperations jdbc, PlatformTransactionManager transactions, ConsoleSettings settings) {
    super(jdbc, new TransactionTemplate(transactions));
    setTableName("console_session");
    setDefaultMaxInactiveInterval(settings.idleTime());
    GenericConversionService texts = new GenericConversionService();
    texts.addConverter(
        Object.class, byte[].class, text -> ((String) text).getBytes(StandardCharsets.UTF_8));
    texts.addConverter(
        byte[].class, Object.class, bytes -> new String(bytes, StandardCharsets.UTF_8));
    setConversionService(texts);
  }

  /** Signs the account out everywhere. */
  void end(String accountId) {
    findByPrincipalName(accountId).keySet().forEach(this::deleteById);
  }
}
