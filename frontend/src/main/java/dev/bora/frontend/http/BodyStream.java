// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * The body of a request that must be there within a time of the request's first byte, and for which
 * there must be room. A trickle is noticed at its next byte, and can be answered; of a client that
 * sends nothing more the connection is closed a little later.
 */
final class BodyStream extends FilterInputStream {
  private static final Duration SILENCE = Duration.ofSeconds(1);

  private final long end;
  private final MessageRoom.Share room;
  private final Scheduler.Task closing;

  BodyStream(Request request, Duration most, MessageRoom.Share room) {
    super(Content.Source.asInputStream(request));
    this.room = room;
    this.end = request.getBeginNanoTime() + most.toNanos();
    EndPoint socket = request.getConnectionMetaData().getConnection().getEndPoint();
    this.closing =
        request
            .getComponents()
            .getScheduler()
            .schedule(
                socket::close, end - System.nanoTime() + SILENCE.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** It took too long. */
  static final class TooSlowException extends IOException {
    private static final long serialVersionUID = 1;

    TooSlowException() {
      super("the request did not come in time");
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    requireTime();
    try {
      int read = super.read(bytes, offset, length);
      room.receive(Math.max(0, read));
      return read;
    } catch (IOException broken) {
      requireTime();
      throw broken;
    }
  }

  private void requireTime() throws TooSlowException {
    if (System.nanoTime() - end > 0) {
      throw new TooSlowException();
    }
  }

  @Override
  public void close() throws IOException {
    boolean _ = closing.cancel();
    super.close();
  }
}
