// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.harness;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Passes TCP connections on from a port of its own on loopback: to one server or in turn to
 * several, as fast as they go or slowly, until they are cut, or not at all. A server that refuses a
 * connection is passed over. A director, a bad network, or both.
 */
public final class TcpRelay implements AutoCloseable {

  private static final int PIECE = 1 << 14;

  private final ServerSocket listener;
  private final List<Integer> targets;
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicLong passed = new AtomicLong();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong cutAt = new AtomicLong(Long.MAX_VALUE);
  private final AtomicInteger refused = new AtomicInteger();
  private volatile long bytesPerSecond = Long.MAX_VALUE;
  private volatile boolean down;
  private volatile Tampering tampering = Tampering.NONE;
  private volatile Set<Integer> unwell = Set.of();

  private TcpRelay(ServerSocket listener, List<Integer> targets) {
    this.listener = listener;
    this.targets = List.copyOf(targets);
  }

  /** Listens, and passes on to ports of localhost; each connection to the next. */
  public static TcpRelay to(Integer... targets) throws IOException {
    return listening(0, targets);
  }

  /** The same on a port that is known before. */
  public static TcpRelay listening(int port, Integer... targets) throws IOException {
    TcpRelay relay =
        new TcpRelay(
            new ServerSocket(port, 200, InetAddress.getLoopbackAddress()), List.of(targets));
    Thread.ofVirtual().name("relay").start(relay::accept);
    return relay;
  }

  /** Where it listens. */
  public int port() {
    return listener.getLocalPort();
  }

  /** From now on, no connection passes more than this in each direction. */
  public void slowDownTo(long limit) {
    bytesPerSecond = limit;
  }

  /** From now on, this is asked about all that is about to pass. */
  public void tamper(Tampering by) {
    tampering = by;
  }

  /** From now on, connections are as fast as they go, and none is cut. */
  public void fullSpeed() {
    bytesPerSecond = Long.MAX_VALUE;
    cutAt.set(Long.MAX_VALUE);
    tampering = Tampering.NONE;
  }

  /** From now on, no new connection goes to these servers, unless there are no others. */
  public void passOver(Set<Integer> ports) {
    unwell = Set.copyOf(ports);
  }

  /** Bytes passed on so far, both directions together. */
  public long passed() {
    return passed.get();
  }

  /**
   * Ends every connection there is once this many more bytes have passed; new ones are accepted.
   */
  public void cutAfter(long bytes) {
    cutAt.set(passed.get() + bytes);
  }

  /** From now on nothing passes: what is open ends, and what is new is closed at once. */
  public void goDown() {
    down = true;
    cut();
  }

  /** Connections pass again. */
  public void comeBack() {
    down = false;
  }

  /** Connections that were closed at once because nothing passed. */
  public int refused() {
    return refused.get();
  }

  private void cut() {
    open.forEach(TcpRelay::closeQuietly);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        open.add(client);
        // looked at once it is among those that a cut ends: it is down, or it will be cut
        if (down) {
          refused.incrementAndGet();
          open.remove(client);
          closeQuietly(client);
          continue;
        }
        int turn = accepted.getAndIncrement();
        Thread.ofVirtual().start(() -> serve(client, turn));
      } catch (IOException e) {
        if (!listener.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void serve(Socket client, int turn) {
    try (client;
        Socket server = connected(turn)) {
      serve(client, server);
    } catch (IOException e) {
      // no server is up: the client sees its connection end, as behind a director
    } finally {
      open.remove(client);
    }
  }

  private Socket connected(int turn) throws IOException {
    IOException refused = new IOException("no server");
    for (int target : inTurn(turn)) {
      Socket server = new Socket();
      try {
        server.connect(new InetSocketAddress("localhost", target), 5_000);
        return server;
      } catch (IOException e) {
        closeQuietly(server);
        refused = e;
      }
    }
    throw refused;
  }

  private List<Integer> inTurn(int turn) {
    List<Integer> well = new ArrayList<>(targets);
    well.removeAll(unwell);
    List<Integer> inTurn = new ArrayList<>(well.isEmpty() ? targets : well);
    Collections.rotate(inTurn, -Math.floorMod(turn, inTurn.size()));
    return inTurn;
  }

  private void serve(Socket client, Socket server) {
    open.add(server);
    try {
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      Conversation said = new Conversation();
      Thread back = Thread.ofVirtual().start(() -> pass(server, client, false, said));
      pass(client, server, true, said);
      back.join();
    } catch (IOException e) {
      // one of the two was closed in this moment
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(server);
    }
  }

  private void pass(Socket from, Socket to, boolean toServer, Conversation said) {
    byte[] piece = new byte[PIECE];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        // counted first: whoever has got bytes finds them counted
        long now = passed.addAndGet(count);
        long limit = cutAt.get();
        if (now >= limit && cutAt.compareAndSet(limit, Long.MAX_VALUE)) {
          cut();
        }
        int passes = tampering.passes(said.hear(toServer, piece, count), count);
        out.write(piece, 0, passes);
        if (passes < count) {
          throw new IOException("cut");
        }
        if (bytesPerSecond != Long.MAX_VALUE) {
          LockSupport.parkNanos(count * 1_000_000_000L / bytesPerSecond);
        }
      }
      to.shutdownOutput();
    } catch (IOException e) {
      closeQuietly(from);
      closeQuietly(to);
    }
  }

  private static void closeQuietly(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it is as good as closed
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut();
  }
}
