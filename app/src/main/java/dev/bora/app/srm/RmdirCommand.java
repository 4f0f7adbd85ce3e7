// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.srm;

import dev.bora.app.failure.RefusedException;
import dev.bora.srm.surl.Surl;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bora srm rmdir}. */
@Command(name = "rmdir", description = "Removes directories.", mixinStandardHelpOptions = true)
final class RmdirCommand implements Callable<Integer> {
  @Mixin private Credential credential = new Credential();

  @Option(
      names = {"-r", "--recursive"},
      description = "With all that lies in them.")
  private boolean recursive;

  @Parameters(
      paramLabel = "SURL",
      arity = "1..*",
      converter = SurlConverter.class,
      description = "srm://host[:port]/path; the port is 8444 unless given.")
  private List<Surl> surls = List.of();

  @Override
  public Integer call() throws IOException, GeneralSecurityException, RefusedException {
    for (Surl surl : surls) {
      credential.use(surl, client -> client.rmdir(surl, recursive));
    }
    return 0;
  }
}
