// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.gsi;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends connections on which a request began and its head is not done in time. The idle timeout does
 * not: it starts anew with each byte.
 *
 * <p>It looks at what the connections have counted. A request has begun when bytes have come since
 * nothing was under way, be they part of a TLS record that is not whole yet. Where a head is done
 * it looks no further: bodies, handlers and answers have limits of their own.
 */
final class SlowHeads extends AbstractLifeCycle {

  private static final Logger LOG = LoggerFactory.getLogger(SlowHeads.class);
  private static final Duration LOOK = Duration.ofMillis(500);

  private final ServerConnector connector;
  private final Duration most;
  private Map<HttpConnection, Quiet> quiet = Map.of();
  private volatile Scheduler.@Nullable Task next;

  SlowHeads(ServerConnector connector, Duration most) {
    this.connector = connector;
    this.most = most;
  }

  /** What a connection had counted at a time when no request was under way. */
  private record Quiet(long requests, long bytes, long nanoTime) {}

  @Override
  protected void doStart() {
    schedule();
  }

  @Override
  protected void doStop() {
    Scheduler.Task task = next;
    if (task != null) {
      task.cancel();
    }
  }

  private void schedule() {
    next = connector.getScheduler().schedule(this::run, LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void run() {
    try {
      look();
    } catch (RuntimeException problem) {
      LOG.warn("could not look for requests that come too slowly", problem);
    }
    if (isRunning()) {
      schedule();
    }
  }

  private void look() {
    Map<HttpConnection, Quiet> seen = new HashMap<>();
    for (EndPoint socket : connector.getConnectedEndPoints()) {
      if (socket.getConnection() instanceof QuietTlsConnection tls
          && tls.getSslEndPoint().getConnection() instanceof HttpConnection http
          && http.getParser().getState().compareTo(HttpParser.State.HEADER) <= 0) {
        look(tls, http, seen);
      }
    }
    quiet = seen;
  }

  private void look(QuietTlsConnection tls, HttpConnection http, Map<HttpConnection, Quiet> seen) {
    Quiet now = new Quiet(http.getMessagesIn(), tls.getBytesIn(), System.nanoTime());
    Quiet last = quiet.get(http);
    if (last == null || !hasBegun(http, last, now)) {
      seen.put(http, now);
    } else if (now.nanoTime - last.nanoTime < most.plus(LOOK).toNanos()) {
      // It began within one look of then.
      seen.put(http, last);
    } else {
      LOG.info(
          "{} refused: no request within {} ms of its first byte",
          tls.getEndPoint().getRemoteSocketAddress(),
          most.toMillis());
      tls.abandon();
    }
  }

  private static boolean hasBegun(HttpConnection http, Quiet last, Quiet now) {
    return last.requests == now.requests
        && (last.bytes != now.bytes || !http.getParser().isStart());
  }
}
