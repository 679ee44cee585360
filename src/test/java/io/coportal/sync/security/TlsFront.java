package io.coportal.sync.security;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A ledger's front door: ends TLS with the certificate of the day and passes on what it reads. */
final class TlsFront implements AutoCloseable {
  private static final long FIVE_GIB = 5L << 30;

  private final ServerSocket listener;
  private final URI behind;
  private final TestCertificates certificates;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger endless = new AtomicInteger();
  private final AtomicLong endlessBytes = new AtomicLong();
  private final AtomicInteger handshakes = new AtomicInteger();
  private final ExecutorService workers =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "tls-front");
            thread.setDaemon(true);
            return thread;
          });
  private volatile SSLContext identity;

  TlsFront(URI behind, TestCertificates certificates) throws IOException {
    this.behind = behind;
    this.certificates = certificates;
    this.identity = certificates.identity(TestCertificates.GOOD);
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    workers.execute(this::accept);
  }

  URI baseUrl() {
    return URI.create("https://localhost:" + listener.getLocalPort());
  }

  /** Shows this certificate from now on; connections that saw another one end. */
  void show(String certificate) {
    identity = certificates.identity(certificate);
    open.forEach(TlsFront::close);
  }

  /** The next connections get an answer of 5 GiB, as far as they read it. */
  void nextAnswersAreEndless(int connections) {
    endlessBytes.set(0);
    endless.set(connections);
    open.forEach(TlsFront::close);
  }

  /** How much of the endless answers left here. */
  long endlessBytesTaken() {
    return endlessBytes.get();
  }

  int endlessAnswersToCome() {
    return endless.get();
  }

  int handshakes() {
    return handshakes.get();
  }

  @Override
  public void close() {
    close(listener);
    open.forEach(TlsFront::close);
    workers.shutdownNow();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket plain = listener.accept();
        workers.execute(() -> serve(plain));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket plain) {
    open.add(plain);
    try (SSLSocket client =
        (SSLSocket) identity.getSocketFactory().createSocket(plain, null, plain.getPort(), true)) {
      client.setUseClientMode(false);
      client.startHandshake();
      handshakes.incrementAndGet();
      if (endless.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        answerEndlessly(client);
      } else {
        passOn(client);
      }
    } catch (IOException refusedOrGone) {
      close(plain);
    } finally {
      open.remove(plain);
    }
  }

  private void passOn(SSLSocket client) throws IOException {
    try (Socket server = new Socket(behind.getHost(), behind.getPort())) {
      workers.execute(() -> pump(server, client));
      copy(client.getInputStream(), server.getOutputStream());
    }
  }

  private static void pump(Socket from, Socket to) {
    try {
      copy(from.getInputStream(), to.getOutputStream());
    } catch (IOException gone) {
      close(from);
    }
    close(to);
  }

  private void answerEndlessly(SSLSocket client) throws IOException {
    byte[] blanks = " ".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
    OutputStream out = client.getOutputStream();
    client.getInputStream().read(new byte[64 * 1024]);
    out.write(
        ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                + FIVE_GIB
                + "\r\n\r\n{")
            .getBytes(StandardCharsets.US_ASCII));
    for (long sent = 0; sent < FIVE_GIB; sent += blanks.length) {
      out.write(blanks);
      endlessBytes.addAndGet(blanks.length);
    }
  }

  private static void copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[8192];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      out.write(buffer, 0, read);
      out.flush();
    }
  }

  private static void close(Closeable socket) {
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      // It is gone, which is all that is wanted.
    }
  }
}
