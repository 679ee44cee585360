package io.coportal.sync.bench;

/** One class of figures. */
interface Part {
  /** As {@code -Dbench} names it. */
  String name();

  void measure(Results results) throws Exception;
}
