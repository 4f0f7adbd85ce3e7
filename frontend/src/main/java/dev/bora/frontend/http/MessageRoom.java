// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.http;

import dev.bora.srm.soap.InvalidMessageException;
import dev.bora.srm.soap.MalformedSoapException;
import dev.bora.srm.types.SrmRequest;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that messages may take together: the bodies of calls until they are answered, and
 * answers until they are taken. A call for which there is no room any more is refused; an answer
 * never, for what it tells is done: it leaves less room for calls.
 *
 * <p>A message that is being read takes much more than its bytes. Such messages come in turn, as
 * many at a time as are not longer together than the longest that is permitted.
 */
final class MessageRoom {
  /** One may be as long as an int tells, and a semaphore counts in those. */
  private static final int UNIT = 1024;

  private final long most;
  private final int unitsRead;
  private final Semaphore reading;
  private final AtomicLong taken = new AtomicLong();

  /**
   * Empty.
   *
   * @param most bytes
   * @param longest message that is read, in bytes
   */
  MessageRoom(long most, int longest) {
    this.most = most;
    this.unitsRead = units(longest);
    this.reading = new Semaphore(unitsRead, true);
  }

  /** There is no room for what came. */
  static final class NoRoomException extends IOException {
    private static final long serialVersionUID = 1;

    NoRoomException() {
      super("no room for the message");
    }
  }

  /** For one call and its answer; it has no bytes yet. */
  Share open() {
    return new Share();
  }

  /** How a message is read. */
  interface Reading {
    SrmRequest read() throws MalformedSoapException, InvalidMessageException;
  }

  /** Reads a message of so many bytes when it is its turn. */
  SrmRequest inTurn(int bytes, Reading message)
      throws MalformedSoapException, InvalidMessageException {
    int units = Math.min(unitsRead, units(bytes));
    reading.acquireUninterruptibly(units);
    try {
      return message.read();
    } finally {
      reading.release(units);
    }
  }

  private static int units(int bytes) {
    return Math.ceilDiv(bytes, UNIT);
  }

  /** How many bytes there are now. */
  long taken() {
    return taken.get();
  }

  /** What one call has of it. */
  final class Share implements AutoCloseable {
    private final AtomicLong mine = new AtomicLong();

    private Share() {}

    /** Has so many bytes more of the call. */
    void receive(int bytes) throws NoRoomException {
      if (taken.addAndGet(bytes) > most) {
        taken.addAndGet(-bytes);
        throw new NoRoomException();
      }
      mine.addAndGet(bytes);
    }

    /** Has so many bytes more of the answer. */
    void answer(int bytes) {
      taken.addAndGet(bytes);
      mine.addAndGet(bytes);
    }

    /** Gives all back; again does nothing. */
    @Override
    public void close() {
      taken.addAndGet(-mine.getAndSet(0));
    }
  }
}
