// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code bora node} in a process of its own, with the JVM's options of the distribution.
 *
 * @param startTime from the process's start until it said {@code ready}
 */
record NodeProcess(String name, Process process, Duration startTime) implements AutoCloseable {
  private static final long STOP_SECONDS = 60;

  /** Starts a node; it serves when this returns. */
  static NodeProcess start(Path checkout, Path site, String name) throws IOException {
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "@" + checkout.resolve("app/src/main/dist/jvm.args"),
                    "-cp",
                    System.getProperty("java.class.path", ""),
                    "dev.bora.app.Bora",
                    "node",
                    "--site",
                    site.toString(),
                    "--node",
                    name))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String line = process.inputReader().readLine();
    if (!"ready".equals(line)) {
      process.destroyForcibly();
      throw new IOException(name + " did not start");
    }
    return new NodeProcess(name, process, Duration.ofNanos(System.nanoTime() - begin));
  }

  /** CPU time that it has used. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  double residentMiB() throws IOException {
    return residentMiB(process.pid());
  }

  /** Memory that a process has in RAM. */
  static double residentMiB(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException stop) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
