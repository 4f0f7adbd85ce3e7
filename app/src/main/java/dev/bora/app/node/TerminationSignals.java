// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.node;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Notes SIGTERM or SIGINT (Ctrl-C), in place of the JVM's own way to end: that runs all shutdown
 * hooks at once, so the embedded database would stop beneath those who still need it.
 *
 * <p>The first asks for an orderly end, of a start as well; the second ends the process there and
 * then, with what its child processes do about a SIGTERM.
 */
public final class TerminationSignals {
  private static final List<String> NAMES = List.of("TERM", "INT");
  private static final int SIGNALLED = 128;

  private final CountDownLatch asked = new CountDownLatch(1);

  /** The number of the first signal; 0 before it. */
  private final AtomicInteger first = new AtomicInteger();

  private TerminationSignals() {}

  /** From now on, the first of these signals only lets {@link #await} return. */
  public static TerminationSignals listen() {
    TerminationSignals signals = new TerminationSignals();
    try {
      // By reflection: javac's warning of sun.misc cannot be silenced, and warnings are errors.
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Method number = signal.getMethod("getNumber");
      Object released =
          Proxy.newProxyInstance(
              TerminationSignals.class.getClassLoader(),
              new Class<?>[] {handler},
              (_, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  signals.received((int) number.invoke(arguments[0]));
                }
                return null;
              });
      for (String name : NAMES) {
        Object one = signal.getConstructor(String.class).newInstance(name);
        signal.getMethod("handle", signal, handler).invoke(null, one, released);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "this JVM has no sun.misc.Signal (module jdk.unsupported)", e);
    }
    return signals;
  }

  private void received(int number) {
    if (!first.compareAndSet(0, number)) {
      ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
      Runtime.getRuntime().halt(SIGNALLED + number);
    }
    asked.countDown();
  }

  /**
   * As if the first of them had come, once all is ready: an operator wants the process to leave.
   */
  public void leave() {
    asked.countDown();
  }

  /**
   * To be called between two parts of a start.
   *
   * @throws StoppedException one of them has come: what was started is to be stopped
   */
  public void check() throws StoppedException {
    int number = first.get();
    if (number != 0) {
      throw new StoppedException(SIGNALLED + number);
    }
  }

  /** Waits for the first of them. */
  public void await() throws InterruptedException {
    asked.await();
  }
}
