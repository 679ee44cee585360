package io.coportal.sync.security;

import io.coportal.sync.problem.Causes;
import io.coportal.sync.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Reads a body whole, up to a size and within a time. */
final class BodyReader {
  private static final int MOST_BYTES = 1024 * 1024;
  private static final int PIECE = 16 * 1024;

  private final Duration patience;

  /**
   * @param patience for the whole body; each piece of it may take as long as the web server waits
   */
  BodyReader(Duration patience) {
    this.patience = patience;
  }

  /**
   * @throws Problem 413 beyond 1 MiB, 408 when it does not come in time
   */
  byte[] read(HttpServletRequest request) throws IOException {
    if (request.getContentLengthLong() > MOST_BYTES) {
      throw tooLarge();
    }
    try {
      return read(request.getInputStream());
    } catch (IOException broken) {
      if (Causes.find(broken, SocketTimeoutException.class).isPresent()) {
        throw tooSlow();
      }
      throw broken;
    }
  }

  private byte[] read(InputStream in) throws IOException {
    long start = System.nanoTime();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] piece = new byte[PIECE];
    for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
      body.write(piece, 0, read);
      if (body.size() > MOST_BYTES) {
        throw tooLarge();
      }
      if (System.nanoTime() - start > patience.toNanos()) {
        throw tooSlow();
      }
    }
    return body.toByteArray();
  }

  private static Problem tooLarge() {
    return new Problem(
        413, "body-too-large", "The body is larger than 1 MiB.", "Send a smaller one.");
  }

  private static Problem tooSlow() {
    return new Problem(
        408, "body-too-slow", "The body did not come in time.", "Send the request again, at once.");
  }
}
