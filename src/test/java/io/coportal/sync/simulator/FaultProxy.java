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
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A TCP proxy in front of a server that breaks its next connections as it is told, then passes
 * everything on. Faults are counted in connections, not in requests.
 */
public final class FaultProxy implements AutoCloseable {
  private enum Kind {
    RESET_ON_ACCEPT,
    RESET_AFTER_REQUEST_BYTES,
    CUT_AFTER_RESPONSE_BYTES
  }

  private record Plan(Kind kind, long bytes) {}

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
              var plan = draw();
              if (plan != null && plan.kind() == Kind.RESET_ON_ACCEPT) {
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
      var request = plan != null && plan.kind() == Kind.RESET_AFTER_REQUEST_BYTES;
      var response = plan != null && plan.kind() == Kind.CUT_AFTER_RESPONSE_BYTES;
      pump(client, server, request ? plan.bytes() : Long.MAX_VALUE, request, NEVER_LATER);
      pump(server, client, response ? plan.bytes() : Long.MAX_VALUE, false, answersLaterBy);
    } catch (IOException unreachable) {
      end(client, server, true);
    }
  }

  private void pump(Socket from, Socket to, long most, boolean resets, AtomicLong later) {
    workers.execute(
        () -> {
          try {
            var whole = copy(from.getInputStream(), to.getOutputStream(), most, later);
            end(from, to, resets && !whole);
          } catch (IOException broken) {
            end(from, to, true);
          }
        });
  }

  /** Copies at most {@code most} bytes; whether the source ended before. */
  private static boolean copy(InputStream in, OutputStream out, long most, AtomicLong later)
      throws IOException {
    var buffer = new byte[8192];
    var left = most;
    while (left > 0) {
      var read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        return true;
      }
      pause(later.get());
      out.write(buffer, 0, read);
      out.flush();
      left -= read;
    }
    return false;
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
