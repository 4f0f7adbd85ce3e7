// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.client;

import dev.bora.rpc.client.AttemptFailure.Kind;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens sockets to a name: to the first of its addresses, in their turn, that takes one. */
final class Connector {
  private final Addresses addresses;
  private final Duration longest;

  /**
   * Of that name.
   *
   * @param longest which a connection may take; an address that has not answered in its share of
   *     that is avoided
   */
  Connector(Addresses addresses, Duration longest) {
    this.addresses = addresses;
    this.longest = longest;
  }

  /**
   * Connects, or fails with {@link Kind#NOT_SENT}.
   *
   * @param timeout for all addresses together, each with its share
   */
  SocketChannel connect(Duration timeout) throws AttemptFailure {
    try {
      return connect(addresses.inTurn(), timeout);
    } catch (IOException failed) {
      throw AttemptFailure.notSent(failed);
    }
  }

  private SocketChannel connect(List<InetSocketAddress> all, Duration timeout) throws IOException {
    Deadline deadline = Deadline.after(timeout);
    @Nullable IOException first = null;
    for (int i = 0; i < all.size(); i++) {
      InetSocketAddress address = all.get(i);
      SocketChannel channel = SocketChannel.open();
      try {
        connect(channel, address, deadline.remaining().dividedBy(all.size() - i));
        return channel;
      } catch (IOException failed) {
        channel.close();
        if (Thread.currentThread().isInterrupted()) {
          throw failed;
        }
        if (isItsFault(failed, timeout)) {
          addresses.avoid(address);
        }
        first = first(first, failed);
      }
    }
    throw first == null ? new ConnectException("no address") : first;
  }

  /** A caller with little time left, or a host without a free port, does not know. */
  private boolean isItsFault(IOException failed, Duration timeout) {
    return failed instanceof SocketTimeoutException
        ? timeout.compareTo(longest) >= 0
        : !(failed instanceof BindException);
  }

  /** What a preferred address says tells more than what is said of a family that is not there. */
  private static IOException first(@Nullable IOException before, IOException now) {
    if (before == null) {
      return now;
    }
    before.addSuppressed(now);
    return before;
  }

  private static void connect(SocketChannel channel, InetSocketAddress address, Duration timeout)
      throws IOException {
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    channel.socket().connect(address, Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE));
  }
}
