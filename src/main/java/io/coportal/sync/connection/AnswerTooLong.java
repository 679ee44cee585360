package io.coportal.sync.connection;

import java.io.IOException;

/** An answer that is not read to its end, because it is longer than its limit. */
public class AnswerTooLong extends IOException {
  AnswerTooLong(long mostBytes) {
    super("The answer is larger than " + mostBytes + " bytes");
  }
}
