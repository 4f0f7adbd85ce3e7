// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * A body that must come within a time. A client that sends nothing at all is the connection's idle
 * time-out's concern; this one ends a trickle.
 */
final class BodyStream extends FilterInputStream {
  private final long end;

  BodyStream(InputStream body, Duration most) {
    super(body);
    this.end = System.nanoTime() + most.toNanos();
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
    requireTime();
    return super.read();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    requireTime();
    return super.read(bytes, offset, length);
  }

  private void requireTime() throws TooSlowException {
    if (System.nanoTime() - end > 0) {
      throw new TooSlowException();
    }
  }
}
