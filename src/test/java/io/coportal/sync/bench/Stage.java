package io.coportal.sync.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One instance of the application, its database, and a ledger to which it is connected. */
final class Stage implements AutoCloseable {
  private final BenchDatabase database;
  private final Application application;
  private final Rows rows;

  private Stage(BenchDatabase database, Application application) {
    this.database = database;
    this.application = application;
    this.rows = new Rows(database);
  }

  /** Connected to the ledger's first books, without limits. */
  static Stage set(String name, BenchDatabase.Kind kind, SimulatedLedger ledger) {
    return set(name, kind, ledger, ledger.unlimited());
  }

  static Stage set(
      String name, BenchDatabase.Kind kind, SimulatedLedger ledger, Map<String, String> settings) {
    BenchDatabase database = BenchDatabase.start(kind);
    var application =
        Application.start(name, database, List.of(ledger), new LinkedHashMap<>(settings));
    application.api().connect(ledger.home(), ledger);
    return new Stage(database, application);
  }

  Application application() {
    return application;
  }

  Api api() {
    return application.api();
  }

  Rows rows() {
    return rows;
  }

  BenchDatabase database() {
    return database;
  }

  @Override
  public void close() {
    rows.close();
    application.close();
    database.close();
  }
}
