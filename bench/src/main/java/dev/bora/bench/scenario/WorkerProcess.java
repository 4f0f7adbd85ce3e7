// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.scenario;

import dev.bora.bench.contender.Contender;
import dev.bora.bench.contender.Contender.Session;
import dev.bora.bench.contender.Contenders;
import dev.bora.bench.contender.Ledger;
import dev.bora.bench.server.BenchServer.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A worker as a process of its own, until its input ends or it is killed. */
public final class WorkerProcess {
  private WorkerProcess() {}

  /** Arguments: contender, host:port, schema, number of requests, number of the worker. */
  public static void main(String[] args) throws Exception {
    Contender contender = Contenders.named(args[0]);
    Target target = new Target(args[1], args[2]);
    try (Session session = contender.open(target, new Ledger(Integer.parseInt(args[3])))) {
      session.start(Integer.parseInt(args[4]), 1);
      while (System.in.read() >= 0) {
        // until whoever started it closes it
      }
    }
    System.exit(0);
  }

  static Process start(Contender contender, Target target, int requests, int number)
      throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String config = System.getProperty("logback.configurationFile");
    return new ProcessBuilder(
            List.of(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx512m",
                "-Dlogback.configurationFile=" + config,
                "-cp",
                System.getProperty("java.class.path", ""),
                WorkerProcess.class.getName(),
                contender.name(),
                target.address(),
                target.schema(),
                String.valueOf(requests),
                String.valueOf(number)))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
