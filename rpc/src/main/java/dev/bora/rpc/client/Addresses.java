// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The addresses of the name that is called, each in its turn: where there is no director, a name
 * with several of them spreads connections. One that is in trouble comes after the others for a
 * while; then one caller at a time finds out whether it still is.
 */
final class Addresses {
  private static final Duration AVOIDED = Duration.ofSeconds(5);

  private final String host;
  private final int port;
  private final Clock clock;
  private final Resolver resolver;
  private final AtomicInteger turn = new AtomicInteger();
  private final Map<InetSocketAddress, Long> troubledNanos = new ConcurrentHashMap<>();

  /** Who knows addresses; the JVM asks again after 30 s. */
  interface Resolver {
    Resolver SYSTEM = InetAddress::getAllByName;

    /** At least one. */
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  Addresses(String host, int port, Clock clock, Resolver resolver) {
    this.host = host;
    this.port = port;
    this.clock = clock;
    this.resolver = resolver;
  }

  /** All, in the order in which they are to be tried. */
  List<InetSocketAddress> inTurn() throws UnknownHostException {
    List<InetSocketAddress> all = rotated(resolver.resolve(host));
    troubledNanos.keySet().retainAll(all);
    List<InetSocketAddress> order = new ArrayList<>();
    List<InetSocketAddress> avoided = new ArrayList<>();
    long now = clock.nanos();
    for (InetSocketAddress address : all) {
      Long since = troubledNanos.get(address);
      if (since == null) {
        order.add(address);
      } else if (now - since >= AVOIDED.toNanos() && troubledNanos.replace(address, since, now)) {
        order.addFirst(address);
      } else {
        avoided.add(address);
      }
    }
    order.addAll(avoided);
    return order;
  }

  /** A host that has addresses of both families has its turn with the one the JVM prefers. */
  private List<InetSocketAddress> rotated(InetAddress[] addresses) {
    List<InetSocketAddress> preferred = new ArrayList<>();
    List<InetSocketAddress> others = new ArrayList<>();
    for (InetAddress address : addresses) {
      boolean first = address.getClass() == addresses[0].getClass();
      (first ? preferred : others).add(new InetSocketAddress(address, port));
    }
    Collections.rotate(preferred, -Math.floorMod(turn.getAndIncrement(), preferred.size()));
    preferred.addAll(others);
    return preferred;
  }

  /** No connection could be made, or who answers there did not do what it was asked. */
  void avoid(InetSocketAddress address) {
    troubledNanos.put(address, clock.nanos());
  }

  /** A connection could be made. */
  void reached(InetSocketAddress address) {
    troubledNanos.remove(address);
  }
}
