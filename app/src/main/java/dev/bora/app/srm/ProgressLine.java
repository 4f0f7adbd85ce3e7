// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.srm;

import dev.bora.srm.client.TransferProgress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** One line on a terminal that tells how a transfer goes; short ones never show it. */
final class ProgressLine implements TransferProgress, AutoCloseable {
  private static final long FIRST_AFTER = TimeUnit.SECONDS.toNanos(1);
  private static final long EVERY = TimeUnit.MILLISECONDS.toNanos(200);
  private static final double MEBI = 1024.0 * 1024.0;

  private final PrintWriter terminal;
  private final long started = System.nanoTime();
  private long next = started + FIRST_AFTER;
  private boolean shown;

  /** On this writer, which leads to a terminal. */
  ProgressLine(PrintWriter terminal) {
    this.terminal = terminal;
  }

  /** Whether standard error is a terminal. */
  static boolean terminalIsThere() {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void moved(long bytes, long total) {
    long now = System.nanoTime();
    if (now - next < 0) {
      return;
    }
    next = now + EVERY;
    shown = true;
    terminal.print("\r" + text(bytes, total, (now - started) / 1e9) + "\033[K");
    terminal.flush();
  }

  static String text(long bytes, long total, double seconds) {
    double rate = bytes / seconds;
    String moved = "%.1f MiB".formatted(bytes / MEBI);
    String speed = "%.1f MiB/s".formatted(rate / MEBI);
    if (total <= 0) {
      return moved + "  " + speed;
    }
    long left = Math.round((total - bytes) / Math.max(rate, 1));
    return "%3d%%  %s of %.1f MiB  %s  %d:%02d left"
        .formatted(bytes * 100 / total, moved, total / MEBI, speed, left / 60, left % 60);
  }

  @Override
  public void close() {
    if (shown) {
      terminal.print("\r\033[K");
      terminal.flush();
    }
  }
}
