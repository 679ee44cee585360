package io.coportal.sync.routes;

/**
 * A place that breaks a convention.
 *
 * @param line counted from 1; 0 when the file as a whole is meant
 */
record Finding(String file, int line, String sentence) {
  @Override
  public String toString() {
    return (line == 0 ? file : file + ":" + line) + " " + sentence;
  }
}
