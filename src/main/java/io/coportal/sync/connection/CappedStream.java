package io.coportal.sync.connection;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that fails once more than so many bytes were read from it. */
public final class CappedStream extends FilterInputStream {
  private final long most;
  private final Runnable cut;
  private long seen;

  /**
   * @param most bytes, 1 or more
   * @param cut ends the connection: what is left must not be read on to its end
   */
  public CappedStream(InputStream in, long most, Runnable cut) {
    super(in);
    this.most = most;
    this.cut = cut;
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    count(next < 0 ? 0 : 1);
    return next;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = super.read(into, offset, length);
    count(Math.max(0, read));
    return read;
  }

  @Override
  public long skip(long bytes) throws IOException {
    long skipped = super.skip(bytes);
    count(skipped);
    return skipped;
  }

  private void count(long bytes) throws IOException {
    seen += bytes;
    if (seen > most) {
      cut.run();
      throw new AnswerTooLong(most);
    }
  }
}
