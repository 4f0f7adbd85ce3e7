// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.client;

import dev.bora.rpc.client.AttemptFailure.Kind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One socket. Used by one call at a time, opened by the first one, with that call's deadline.
 *
 * <p>A channel and not a stream: only a channel can be asked, without waiting, whether its other
 * end has closed it.
 */
final class BackendConnection {

  private final ScheduledExecutorService watchdog;
  private @Nullable SocketChannel channel;
  private @Nullable InetSocketAddress address;
  private @Nullable String backend;
  private long openedNanos;
  private long expiresNanos;

  BackendConnection(ScheduledExecutorService watchdog) {
    this.watchdog = watchdog;
  }

  boolean isOpen() {
    return channel != null;
  }

  /** The id of the backend that has answered on this connection, if one has. */
  @Nullable String backend() {
    return backend;
  }

  long openedNanos() {
    return openedNanos;
  }

  long expiresNanos() {
    return expiresNanos;
  }

  /** Where its socket leads; null until it has one. */
  @Nullable InetSocketAddress address() {
    return address;
  }

  /** Has this socket from now on. */
  void open(SocketChannel connected, long nowNanos, Duration lifetime) throws AttemptFailure {
    close();
    try {
      address = (InetSocketAddress) connected.getRemoteAddress();
    } catch (IOException closed) {
      throw AttemptFailure.notSent(closed);
    }
    channel = connected;
    openedNanos = nowNanos;
    expiresNanos = openedNanos + lifetime.toNanos();
  }

  /** Whether the other end has closed an idle connection, or sent what nobody asked for. */
  boolean isStale() {
    SocketChannel idle = channel;
    if (idle == null) {
      return true;
    }
    try {
      idle.configureBlocking(false);
      int count = idle.read(ByteBuffer.allocate(1));
      idle.configureBlocking(true);
      return count != 0;
    } catch (IOException broken) {
      return true;
    }
  }

  /** Sends a request and reads its answer; after a failure the connection is of no use. */
  HttpReply exchange(HttpRequest request, Duration timeout, int maxReplyBytes)
      throws AttemptFailure {
    SocketChannel open = channel;
    if (open == null) {
      throw new IllegalStateException("the connection is not open");
    }
    // Covers writing too, which no socket option does, and an answer that trickles in.
    AtomicBoolean late = new AtomicBoolean();
    ScheduledFuture<?> alarm =
        watchdog.schedule(() -> end(open, late), timeout.toNanos(), TimeUnit.NANOSECONDS);
    boolean sent = false;
    try {
      ByteBuffer[] buffers = request.buffers();
      long left = request.length();
      while (left > 0) {
        long count = open.write(buffers);
        sent |= count > 0;
        left -= count;
      }
      HttpReply reply = new HttpReplyReader(open, maxReplyBytes).read();
      backend = reply.backend();
      return reply;
    } catch (IOException broken) {
      throw failure(broken, sent, late.get());
    } finally {
      alarm.cancel(false);
    }
  }

  void close() {
    closeQuietly(channel);
    channel = null;
    address = null;
    backend = null;
  }

  private static void end(SocketChannel channel, AtomicBoolean late) {
    late.set(true);
    closeQuietly(channel);
  }

  private static AttemptFailure failure(IOException broken, boolean sent, boolean late) {
    if (!sent) {
      return AttemptFailure.notSent(broken);
    }
    return late
        ? new AttemptFailure(Kind.TIMED_OUT, "no answer in time", broken)
        : AttemptFailure.lost(broken);
  }

  private static void closeQuietly(@Nullable SocketChannel channel) {
    if (channel == null) {
      return;
    }
    try {
      channel.close();
    } catch (IOException _) {
      // It is given up in any case.
    }
  }
}
