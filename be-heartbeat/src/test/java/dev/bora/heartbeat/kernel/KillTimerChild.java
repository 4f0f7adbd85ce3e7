// SPDX-License-Identifier: Apache-2.0
package dev.bora.heartbeat.kernel;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * A process with a kill timer that does what it is told, a line at a time, and answers each line:
 * {@code arm <milliseconds from now>} with the moment, the others with {@code ok}.
 */
final class KillTimerChild {
  private KillTimerChild() {}

  public static void main(String[] arguments) throws Exception {
    try (KillTimer timer = KillTimer.create();
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      System.out.println("ok");
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        System.out.println(answer(timer, line));
      }
    } catch (UnsupportedOperationException refused) {
      System.out.println(refused.getMessage());
    }
  }

  private static String answer(KillTimer timer, String line) {
    if (line.startsWith("arm ")) {
      long moment =
          BootClock.nanos() + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(line.substring(4)));
      timer.arm(moment);
      return Long.toString(moment);
    }
    if (line.equals("disarm")) {
      timer.disarm();
    } else {
      timer.close();
    }
    return "ok";
  }
}
