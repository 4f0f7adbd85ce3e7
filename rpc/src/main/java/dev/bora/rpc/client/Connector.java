// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.client;

import dev.bora.rpc.client.AttemptFailure.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
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
   * @param longest which a connection may take; an address that does not answer in so long is
   *     avoided
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
    Duration share = timeout.dividedBy(all.size());
    @Nullable IOException first = null;
    for (InetSocketAddress address : all) {
      try {
        SocketChannel channel = connect(address, share);
        addresses.reached(address);
        return channel;
      } catch (ConnectException | NoRouteToHostException refused) {
        addresses.avoid(address);
        first = first(first, refused);
      } catch (SocketTimeoutException silent) {
        // A caller with little time left has not waited long enough to know.
        if (timeout.compareTo(longest) >= 0) {
          addresses.avoid(address);
        }
        first = first(first, silent);
      }
    }
    throw first == null ? new ConnectException("no address") : first;
  }

  /** What a preferred address says tells more than what is said of a family that is not there. */
  private static IOException first(@Nullable IOException before, IOException now) {
    if (before == null) {
      return now;
    }
    before.addSuppressed(now);
    return before;
  }

  private static SocketChannel connect(InetSocketAddress address, Duration timeout)
      throws IOException {
    SocketChannel channel = SocketChannel.open();
    boolean connected = false;
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      channel.socket().connect(address, Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE));
      connected = true;
      return channel;
    } finally {
      if (!connected) {
        channel.close();
      }
    }
  }
}
