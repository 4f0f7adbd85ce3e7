// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An answer that its client must have taken within a time. The idle timeout does not end one who
 * takes it byte by byte: it starts anew with each. The connection is closed, as the rest of the
 * answer cannot be told otherwise.
 */
final class TimedAnswer extends Callback.Nested {
  private static final Logger LOG = LoggerFactory.getLogger(TimedAnswer.class);

  /** In a second; large answers to far clients need more than the time of a call. */
  private static final long LEAST_BYTES = 32 << 10;

  private final Scheduler.Task closing;

  /**
   * From now on.
   *
   * @param bytes of the answer
   * @param most for an answer of any length; each 32 KiB add a second
   * @param callback hears how it ended
   */
  TimedAnswer(Request request, long bytes, Duration most, Callback callback) {
    super(callback);
    EndPoint socket = request.getConnectionMetaData().getConnection().getEndPoint();
    Duration time = most.plusSeconds(bytes / LEAST_BYTES);
    this.closing =
        request
            .getComponents()
            .getScheduler()
            .schedule(() -> close(socket, time), time.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static void close(EndPoint socket, Duration time) {
    LOG.info(
        "{} closed: it has not taken its answer within {} ms",
        socket.getRemoteSocketAddress(),
        time.toMillis());
    socket.close(new TimeoutException("the answer was not taken in time"));
  }

  @Override
  public void completed() {
    boolean _ = closing.cancel();
    super.completed();
  }
}
