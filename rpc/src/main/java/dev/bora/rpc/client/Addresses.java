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
import org.jspecify.annotations.Nullable;

/**
 * The addresses of the name that is called, each in its turn: where there is no director, a name
 * with several of them spreads connections. One that is in trouble comes after the others for a
 * while; then one caller at a time finds out whether it still is, until it has answered one.
 */
final class Addresses {
  private static final Duration AVOIDED = Duration.ofSeconds(5);

  /** The name has it no more: it would have been tried. */
  private static final Duration FORGOTTEN = Duration.ofMinutes(10);

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
    InetAddress[] known = resolver.resolve(host);
    List<InetSocketAddress> well = new ArrayList<>();
    List<InetSocketAddress> avoided = new ArrayList<>();
    List<InetSocketAddress> otherFamily = new ArrayList<>();
    @Nullable InetSocketAddress tried = null;
    long now = clock.nanos();
    for (InetAddress one : known) {
      InetSocketAddress address = new InetSocketAddress(one, port);
      Long since = troubledNanos.get(address);
      if (one.getClass() != known[0].getClass()) {
        // A host with both has its turn with the one that the JVM prefers.
        otherFamily.add(address);
      } else if (since == null) {
        well.add(address);
      } else if (tried == null && isOver(since, now) && renewed(address, since, now)) {
        tried = address;
      } else {
        avoided.add(address);
      }
    }
    // Among those that are well only: the next one would have the turns of one that is avoided.
    Collections.rotate(well, -Math.floorMod(turn.getAndIncrement(), Math.max(1, well.size())));
    if (tried != null) {
      well.addFirst(tried);
    }
    well.addAll(avoided);
    well.addAll(otherFamily);
    return well;
  }

  private static boolean isOver(long since, long now) {
    return now - since >= AVOIDED.toNanos();
  }

  /** Whether it is this caller who finds out. */
  private boolean renewed(InetSocketAddress address, long since, long now) {
    return troubledNanos.replace(address, since, now);
  }

  /** No connection could be made, or who answers there does not do what it is asked. */
  void avoid(InetSocketAddress address) {
    long now = clock.nanos();
    troubledNanos.values().removeIf(since -> now - since > FORGOTTEN.toNanos());
    troubledNanos.put(address, now);
  }

  /** It has done what it was asked. */
  void isWell(InetSocketAddress address) {
    troubledNanos.remove(address);
  }
}
