package io.coportal.sync.simulator;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A TCP proxy in front of a server that breaks its next connections as it is told, then passes
 * everything on. Faults are counted in connections, not in requests.
 */
public final class FaultProxy implements AutoCloseable {
  private enum Kind {
    RESET_ON_ACCEPT,
    RESET_AFTER_REQUEST_BYTES,
    CUT_AFTER_RESPONSE_BYTES,
    RESET_INSTEAD_OF_RESPONSE,
    GARBLE_RESPONSE
  }

  private record Plan(Kind kind, long bytes) {
    long requestBytes() {
      return kind == Kind.RESET_AFTER_REQUEST_BYTES ? bytes : Long.MAX_VALUE;
    }

    long responseBytes() {
      return switch (kind) {
        case CUT_AFTER_RESPONSE_BYTES -> bytes;
        case RESET_INSTEAD_OF_RESPONSE, GARBLE_RESPONSE -> 0;
        default -> Long.MAX_VALUE;
      };
    }
  }

  private static final Plan NOTHING = new Plan(Kind.CUT_AFTER_RESPONSE_BYTES, Long.MAX_VALUE);

  private static final byte[] GARBLED =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nno size\r\n{"
          .getBytes(StandardCharsets.US_ASCII);

  private static final AtomicLong NEVER_LATER = new AtomicLong();

  private final InetSocketAddress target;
  private final int port;
  private final ExecutorService workers =
      Executors.newCachedThreadPool(
          work -> {
            var thread = new Thread(work, "fault-proxy");
            thread.setDaemon(true);
            return thread;
          });
  private final Deque<Plan> plans = new ArrayDeque<>();
  private final AtomicInteger struck = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong answersLaterBy = new AtomicLong();
  private ServerSocket listener;

  private FaultProxy(InetSocketAddress target) throws IOException {
    this.target = target;
    this.listener = listen(0);
    this.port = listener.getLocalPort();
  }

  /**
   * Starts in front of {@code host:port} on any free port of the loopback address.
   *
   * @throws UncheckedIOException if there is none
   */
  public static FaultProxy inFrontOf(String host, int port) {
    try {
      var proxy = new FaultProxy(new InetSocketAddress(host, port));
      proxy.accept(proxy.listener);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static FaultProxy inFrontOf(URI url) {
    return inFrontOf(url.getHost(), url.getPort());
  }

  public int port() {
    return port;
  }

  public URI baseUrl() {
    return URI.create("http://localhost:" + port);
  }

  /** New connections are refused, open ones end, until {@link #listenAgain}. */
  public synchronized void refuse() {
    close(listener);
    open.forEach(FaultProxy::reset);
  }

  /**
   * Takes connections again after {@link #refuse}.
   *
   * @throws UncheckedIOException if the port was taken meanwhile
   */
  public synchronized void listenAgain() {
    try {
      listener = listen(port);
      accept(listener);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next {@code connections} end with a reset before a byte of the request is read. */
  public void resetOnAccept(int connections) {
    plan(connections, new Plan(Kind.RESET_ON_ACCEPT, 0));
  }

  /** The next {@code connections} end with a reset once {@code bytes} of requests went through. */
  public void resetAfterRequestBytes(int connections, long bytes) {
    plan(connections, new Plan(Kind.RESET_AFTER_REQUEST_BYTES, bytes));
  }

  /** The next {@code connections} end once {@code bytes} of answers went through. */
  public void cutAfterResponseBytes(int connections, long bytes) {
    plan(connections, new Plan(Kind.CUT_AFTER_RESPONSE_BYTES, bytes));
  }

  /** The next {@code connections} are reset when the first byte of an answer is there. */
  public void resetInsteadOfResponse(int connections) {
    plan(connections, new Plan(Kind.RESET_INSTEAD_OF_RESPONSE, 0));
  }

  /** The next {@code connections} give a chunk without a size in place of the first answer. */
  public void garbleResponse(int connections) {
    plan(connections, new Plan(Kind.GARBLE_RESPONSE, 0));
  }

  /** The next {@code connections} after those that are to be broken are whole. */
  public void spare(int connections) {
    plan(connections, NOTHING);
  }

  /** What was to be broken stays whole from now on. */
  public synchronized void forgive() {
    plans.clear();
  }

  /** How many connections have been broken as planned, since the start. */
  public int struck() {
    return struck.get();
  }

  /** From now on every piece of an answer arrives so much later; zero ends it. */
  public void slowAnswers(Duration later) {
    answersLaterBy.set(later.toNanos());
  }

  /** Ends the connections that are open, so that the next request makes a new one. */
  public void endOpenConnections() {
    open.forEach(FaultProxy::reset);
  }

  @Override
  public void close() {
    refuse();
    workers.shutdownNow();
  }

  private synchronized void plan(int connections, Plan plan) {
    for (var i = 0; i < connections; i++) {
      plans.add(plan);
    }
  }

  private synchronized Plan draw() {
    return plans.poll();
  }

  private static ServerSocket listen(int port) throws IOException {
    var socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return socket;
  }

  private void accept(ServerSocket from) {
    workers.execute(
        () -> {
          try {
            while (!from.isClosed()) {
              var client = from.accept();
              var plan = Optional.ofNullable(draw()).orElse(NOTHING);
              if (plan.kind() == Kind.RESET_ON_ACCEPT) {
                struck.incrementAndGet();
                reset(client);
              } else {
                connect(client, plan);
              }
            }
          } catch (IOException closed) {
            close(from);
          }
        });
  }

  private void connect(Socket client, Plan plan) {
    open.add(client);
    var server = new Socket();
    open.add(server);
    try {
      server.connect(target);
      pump(client, server, plan.requestBytes(), NEVER_LATER, cut -> end(client, server, cut));
      pump(
          server,
          client,
          plan.responseBytes(),
          answersLaterBy,
          cut -> answerEnds(server, client, plan, cut));
    } catch (IOException unreachable) {
      end(client, server, true);
    }
  }

  private void answerEnds(Socket server, Socket client, Plan plan, boolean cut) {
    if (cut && plan.kind() == Kind.GARBLE_RESPONSE) {
      try {
        client.getOutputStream().write(GARBLED);
      } catch (IOException gone) {
        // The caller did not wait for it.
      }
    }
    end(server, client, cut && plan.kind() == Kind.RESET_INSTEAD_OF_RESPONSE);
  }

  /**
   * @param atEnd is told whether it was cut off as planned
   */
  private void pump(Socket from, Socket to, long most, AtomicLong later, Consumer<Boolean> atEnd) {
    workers.execute(
        () -> {
          try {
            boolean cut = !copy(from.getInputStream(), to.getOutputStream(), most, later);
            if (cut) {
              struck.incrementAndGet();
            }
            atEnd.accept(cut);
          } catch (IOException broken) {
            end(from, to, true);
          }
        });
  }

  /** Copies at most {@code most} bytes, and ends with the next; whether the source ended before. */
  private static boolean copy(InputStream in, OutputStream out, long most, AtomicLong later)
      throws IOException {
    var buffer = new byte[8192];
    var left = most;
    while (true) {
      var read = in.read(buffer);
      if (read < 0) {
        return true;
      }
      pause(later.get());
      out.write(buffer, 0, (int) Math.min(read, left));
      out.flush();
      if (read > left) {
        return false;
      }
      left -= read;
    }
  }

  private static void pause(long nanos) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private void end(Socket from, Socket to, boolean reset) {
    for (var socket : new Socket[] {from, to}) {
      if (reset) {
        reset(socket);
      } else {
        close(socket);
      }
      open.remove(socket);
    }
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException alreadyClosed) {
      // Closing it once more is harmless.
    }
    close(socket);
  }

  private static void close(Closeable socket) {
    try {
      socket.close();
    } catch (IOException alreadyBroken) {
      // It is gone, which is all that is wanted.
    }
  }
}
