// SPDX-License-Identifier: Apache-2.0
package dev.bora.door;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request, read by a thread that waits: nothing is read ahead, so that a client is
 * never faster than the file system. Asking for the first byte is what sends "100 Continue".
 */
final class Body implements AutoCloseable {
  private static final int SCRATCH = 16 * 1024;

  private final Content.Source source;
  private final Semaphore available = new Semaphore(0);
  private Content.@Nullable Chunk current;
  private boolean demanded;
  private boolean ended;

  Body(Content.Source source) {
    this.source = source;
  }

  /** Whether everything was read. */
  boolean isAtEnd() {
    return ended;
  }

  /**
   * Reads until the buffer is full, the body ends, or the time is over.
   *
   * @param patience the longest time that this takes
   * @throws BrokenConnectionException the body will not come to its end
   */
  void fill(ByteBuffer buffer, Duration patience)
      throws BrokenConnectionException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (buffer.hasRemaining() && !ended) {
      Content.Chunk chunk = next(deadline);
      if (chunk == null) {
        return;
      }
      move(chunk.getByteBuffer(), buffer);
      if (!chunk.hasRemaining()) {
        ended = chunk.isLast();
        chunk.release();
        current = null;
      }
    }
  }

  /**
   * Reads and drops what is left, if that is not much and comes soon: a client that is still
   * sending would not see an answer before a closed connection.
   *
   * @return whether the body is at its end now
   */
  boolean drop(long most, Duration patience)
      throws BrokenConnectionException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    long dropped = 0;
    ByteBuffer scratch = ByteBuffer.allocate(SCRATCH);
    while (!ended && dropped <= most && System.nanoTime() < deadline) {
      scratch.clear();
      fill(scratch, Duration.ofNanos(deadline - System.nanoTime()));
      dropped += scratch.position();
    }
    return ended;
  }

  private Content.@Nullable Chunk next(long deadline)
      throws BrokenConnectionException, InterruptedException {
    while (current == null) {
      if (!demanded) {
        Content.Chunk chunk = source.read();
        if (chunk != null) {
          if (Content.Chunk.isFailure(chunk)) {
            throw new BrokenConnectionException(chunk.getFailure());
          }
          current = chunk;
          break;
        }
        demanded = true;
        source.demand(available::release);
      }
      if (!available.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        return null;
      }
      demanded = false;
    }
    return current;
  }

  private static void move(ByteBuffer from, ByteBuffer to) {
    int count = Math.min(from.remaining(), to.remaining());
    to.put(to.position(), from, from.position(), count);
    to.position(to.position() + count);
    from.position(from.position() + count);
  }

  @Override
  public void close() {
    if (current != null) {
      current.release();
      current = null;
    }
  }
}
