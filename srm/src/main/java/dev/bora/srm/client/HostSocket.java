// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A TCP connection to a host, by the first of its addresses that takes one: a name may stand for
 * several frontends, of which one is down.
 */
final class HostSocket {
  private HostSocket() {}

  /**
   * Connects.
   *
   * @param timeout for all addresses together, each with its share
   */
  static Socket connect(String host, int port, Duration timeout) throws IOException {
    return connect(resolve(host), port, timeout);
  }

  static Socket connect(List<InetAddress> addresses, int port, Duration timeout)
      throws IOException {
    long end = System.nanoTime() + timeout.toNanos();
    List<IOException> refusals = new ArrayList<>();
    for (int i = 0; i < addresses.size(); i++) {
      long share = (end - System.nanoTime()) / (addresses.size() - i);
      int millis = Math.clamp(TimeUnit.NANOSECONDS.toMillis(share), 1, Integer.MAX_VALUE);
      Socket socket = new Socket();
      try {
        socket.connect(new InetSocketAddress(addresses.get(i), port), millis);
        return socket;
      } catch (IOException e) {
        socket.close();
        refusals.add(e);
      }
    }
    // What a family says that is not there tells less.
    throw refusals.getFirst();
  }

  /**
   * In any order, so that clients do not all come to the same; those of the preferred family first.
   */
  private static List<InetAddress> resolve(String host) throws UnknownHostException {
    try {
      List<InetAddress> all = Arrays.asList(InetAddress.getAllByName(host));
      Class<?> preferred = all.getFirst().getClass();
      Collections.shuffle(all);
      all.sort(Comparator.comparing(address -> address.getClass() != preferred));
      return all;
    } catch (UnknownHostException e) {
      UnknownHostException unknown = new UnknownHostException(host + ": Name or service not known");
      unknown.initCause(e);
      throw unknown;
    }
  }
}
