// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.client;

import dev.bora.rpc.client.AttemptFailure.Kind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
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

  /** Connects, or fails with {@link Kind#NOT_SENT}. */
  void open(BackendClientConfig config, Duration timeout, Clock clock, Duration lifetime)
      throws AttemptFailure {
    close();
    SocketChannel opened = null;
    try {
      opened = SocketChannel.open();
      opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
      opened.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      int millis = Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE);
      opened.socket().connect(new InetSocketAddress(config.host(), config.port()), millis);
    } catch (IOException | IllegalArgumentException failed) {
      closeQuietly(opened);
      throw new AttemptFailure(Kind.NOT_SENT, reason(failed), failed);
    }
    channel = opened;
    openedNanos = clock.nanos();
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
    backend = null;
  }

  private static void end(SocketChannel channel, AtomicBoolean late) {
    late.set(true);
    closeQuietly(channel);
  }

  private static AttemptFailure failure(IOException broken, boolean sent, boolean late) {
    if (!sent) {
      return new AttemptFailure(Kind.NOT_SENT, reason(broken), broken);
    }
    return late
        ? new AttemptFailure(Kind.TIMED_OUT, "no answer in time", broken)
        : new AttemptFailure(Kind.LOST, reason(broken), broken);
  }

  private static String reason(Exception problem) {
    return problem.getMessage() == null ? problem.getClass().getSimpleName() : problem.getMessage();
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
