package io.coportal.sync.security;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HTTP as a stranger may write it: whatever bytes, in whatever order. */
final class RawHttp {
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: (\\d+)");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final int port;

  RawHttp(int port) {
    this.port = port;
  }

  /**
   * @param headers lines without line ends; Host and Connection are added
   */
  Answer send(String requestLine, String... headers) {
    return send(requestLine, new byte[0], headers);
  }

  /** The body goes out as it is; its length, if any, stands in the headers. */
  Answer send(String requestLine, byte[] body, String... headers) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      write(socket.getOutputStream(), head(requestLine, headers), body);
      return answer(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] head(String requestLine, String... headers) {
    return (requestLine
            + "\r\nHost: localhost\r\nConnection: close\r\n"
            + String.join("\r\n", headers)
            + (headers.length == 0 ? "\r\n" : "\r\n\r\n"))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  // A server that refuses early closes while we still write; its answer is there to be read.
  private static void write(OutputStream out, byte[] head, byte[] body) throws IOException {
    out.write(head);
    try {
      out.write(body);
      out.flush();
    } catch (IOException closed) {
      out.flush();
    }
  }

  /** Whether what was said of the length has come; a server that refuses may not close at once. */
  private static boolean isWhole(ByteArrayOutputStream bytes, byte[] buffer, int read) {
    bytes.write(buffer, 0, read);
    String text = bytes.toString(StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    Matcher length = LENGTH.matcher(text);
    if (end < 0) {
      return false;
    }
    return length.find() && length.start() < end
        ? text.length() >= end + 4 + Integer.parseInt(length.group(1))
        : text.endsWith("\r\n0\r\n\r\n");
  }

  private static String joined(String chunks) {
    StringBuilder all = new StringBuilder();
    int at = 0;
    int line = chunks.indexOf("\r\n");
    while (line > at) {
      int length = Integer.parseInt(chunks.substring(at, line), 16);
      at = Math.min(line + 2 + length, chunks.length());
      all.append(chunks, line + 2, at);
      at = Math.min(at + 2, chunks.length());
      line = length == 0 ? -1 : chunks.indexOf("\r\n", at);
    }
    return all.toString();
  }

  private static Answer answer(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[64 * 1024];
    try {
      int read = in.read(buffer);
      while (read >= 0 && !isWhole(bytes, buffer, read)) {
        read = in.read(buffer);
      }
    } catch (IOException reset) {
      if (bytes.size() == 0) {
        throw reset;
      }
    }
    String all = bytes.toString(StandardCharsets.ISO_8859_1);
    int end = all.indexOf("\r\n\r\n");
    String head = end < 0 ? all : all.substring(0, end);
    String sent = end < 0 ? "" : all.substring(end + 4);
    boolean chunked = head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked");
    String rest =
        new String(
            (chunked ? joined(sent) : sent).getBytes(StandardCharsets.ISO_8859_1),
            StandardCharsets.UTF_8);
    int open = rest.indexOf('{');
    int close = rest.lastIndexOf('}');
    return new Answer(
        head.startsWith("HTTP/1.1 ") ? Integer.parseInt(head.substring(9, 12)) : 0,
        head,
        open < 0 || close < open ? rest : rest.substring(open, close + 1));
  }
}
