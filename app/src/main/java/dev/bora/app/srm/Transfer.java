// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.srm;

import static java.util.Objects.requireNonNull;

import dev.bora.srm.client.TransferOptions;
import dev.bora.srm.client.TransferProgress;
import dev.bora.srm.client.TransferResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that put and get have, and what both of them print. */
final class Transfer {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = {"-f", "--force"},
      description = "Replaces the target if it exists.")
  private boolean force;

  @Option(
      names = "--protocols",
      split = ",",
      paramLabel = "NAME",
      defaultValue = "https,davs",
      description =
          "Protocols to transfer with, the best first: https, davs, file; ${DEFAULT-VALUE} unless"
              + " given.")
  private List<String> protocols = List.of();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "1800",
      description = "How long to wait for a TURL; ${DEFAULT-VALUE} unless given.")
  private int timeout;

  /** One transfer. */
  @FunctionalInterface
  interface Work {
    TransferResult with(TransferOptions options, TransferProgress progress) throws IOException;
  }

  void run(Work work) throws IOException {
    TransferOptions options =
        TransferOptions.DEFAULTS
            .withProtocols(protocols)
            .withPrepareTimeout(Duration.ofSeconds(Math.max(1, timeout)));
    CommandLine command = requireNonNull(spec).commandLine();
    PrintWriter err = command.getErr();
    TransferResult result;
    try (ProgressLine line = new ProgressLine(err)) {
      TransferProgress progress = ProgressLine.terminalIsThere() ? line : TransferProgress.IGNORED;
      result = work.with(force ? options.overwriting() : options, progress);
    }
    PrintWriter out = command.getOut();
    out.printf(
        "%d bytes, adler32 %s%s%n",
        result.bytes(), result.adler32(), result.verified() ? ", verified" : "");
    out.flush();
  }
}
