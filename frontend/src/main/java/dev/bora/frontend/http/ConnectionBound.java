// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SocketChannelEndPoint;

/**
 * Closes connections beyond a number as soon as they come. Jetty's own limit stops accepting
 * instead: clients would wait in the kernel's queue, for a server that does not know of them.
 */
public final class ConnectionBound implements Connection.Listener {
  private final int most;
  private final Set<EndPoint> open = ConcurrentHashMap.newKeySet();

  /** So many may be open at a time. */
  public ConnectionBound(int most) {
    this.most = most;
  }

  // TLS has a connection of its own within: the socket counts.
  @Override
  public void onOpened(Connection connection) {
    EndPoint socket = connection.getEndPoint();
    if (socket instanceof SocketChannelEndPoint && open.add(socket) && isTooMuch()) {
      socket.close();
    }
  }

  private boolean isTooMuch() {
    return open.size() > most
        && !(open.removeIf(socket -> !socket.isOpen()) && open.size() <= most);
  }

  @Override
  public void onClosed(Connection connection) {
    EndPoint socket = connection.getEndPoint();
    if (!socket.isOpen()) {
      open.remove(socket);
    }
  }
}
