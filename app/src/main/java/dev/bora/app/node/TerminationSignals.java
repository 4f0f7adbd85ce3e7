// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.node;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Waits for SIGTERM or SIGINT (Ctrl-C), in place of the JVM's own way to end: that runs all
 * shutdown hooks at once, so the embedded database would stop beneath those who still need it.
 */
public final class TerminationSignals {
  private static final List<String> NAMES = List.of("TERM", "INT");

  private final CountDownLatch asked = new CountDownLatch(1);

  private TerminationSignals() {}

  /** From now on, these signals only let {@link #await} return. */
  public static TerminationSignals listen() {
    TerminationSignals signals = new TerminationSignals();
    try {
      // By reflection: javac's warning of sun.misc cannot be silenced, and warnings are errors.
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object released =
          Proxy.newProxyInstance(
              TerminationSignals.class.getClassLoader(),
              new Class<?>[] {handler},
              (_, method, _) -> {
                if (method.getName().equals("handle")) {
                  signals.asked.countDown();
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

  /** Waits for the first of them. */
  public void await() throws InterruptedException {
    asked.await();
  }
}
