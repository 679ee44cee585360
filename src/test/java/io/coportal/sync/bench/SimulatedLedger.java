package io.coportal.sync.bench;

import io.coportal.sync.simulator.Journal;
import io.coportal.sync.simulator.JournalEntry;
import io.coportal.sync.simulator.Request;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A ledger's simulator as the benchmark uses it. Where ledgers differ, it is data here. */
interface SimulatedLedger extends AutoCloseable {
  String name();

  /** Points the application at the simulator. */
  Map<String, String> settings();

  /** What lifts the application's own budget of calls, where limits are not what is measured. */
  Map<String, String> unlimited();

  /** Workspaces that can be connected, the British one first. */
  List<Books> books();

  default Books home() {
    return books().get(0);
  }

  /** The owner agrees on the consent page; where the browser is sent to. */
  URI consent(URI page, String user, Books books);

  /** A token of the organisation's for calls past the application. */
  String token(Books books);

  URI url();

  Journal journal();

  void latency(Function<Request, Duration> takes);

  void limits(boolean on);

  /** So many contacts that the application does not know are in the books. */
  void contacts(Books books, int howMany);

  /** Whether it is a call of the accounting API, which limits count. */
  boolean isCall(JournalEntry entry);

  /** What a call does, for the table; reads begin with {@code read}. */
  String operation(JournalEntry entry);

  /** How many elements a request carries. */
  int elements(Request request);

  @Override
  void close();
}
