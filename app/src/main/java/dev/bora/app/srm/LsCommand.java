// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.srm;

import static java.util.Objects.requireNonNull;

import dev.bora.app.failure.RefusedException;
import dev.bora.srm.surl.Surl;
import dev.bora.srm.types.TMetaDataPathDetail;
import java.io.IOException;
import java.io.PrintWriter;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bora srm ls}. */
@Command(name = "ls", description = "Lists directories and files.", mixinStandardHelpOptions = true)
final class LsCommand implements Callable<Integer> {
  @Mixin private Credential credential = new Credential();

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "-l", description = "With permissions, size, time and checksum.")
  private boolean details;

  @Option(names = "-d", description = "Directories themselves, not what lies in them.")
  private boolean itself;

  @Parameters(
      paramLabel = "SURL",
      arity = "1..*",
      converter = SurlConverter.class,
      description = "srm://host[:port]/path; the port is 8444 unless given.")
  private List<Surl> surls = List.of();

  @Override
  public Integer call() throws IOException, GeneralSecurityException, RefusedException {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    for (Surl surl : surls) {
      if (surls.size() > 1) {
        out.println(surl.text() + ":");
      }
      credential.use(
          surl,
          client -> {
            if (itself) {
              print(out, client.stat(surl));
            } else {
              client.list(surl, each -> print(out, each));
            }
          });
      out.flush();
    }
    return 0;
  }

  private void print(PrintWriter out, TMetaDataPathDetail entry) {
    out.println(details ? LongForm.of(entry) : LongForm.name(entry));
  }
}
