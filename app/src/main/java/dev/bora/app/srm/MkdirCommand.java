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
import picocli.CommandLine.Parameters;

/** {@code bora srm mkdir}. */
@Command(name = "mkdir", description = "Makes directories.", mixinStandardHelpOptions = true)
final class MkdirCommand implements Callable<Integer> {
  @Mixin private Credential credential = new Credential();

  @Parameters(
      paramLabel = "SURL",
      arity = "1..*",
      converter = SurlConverter.class,
      description = "srm://host[:port]/path; the port is 8444 unless given.")
  private List<Surl> surls = List.of();

  @Override
  public Integer call() throws IOException, GeneralSecurityException, RefusedException {
    for (Surl surl : surls) {
      credential.use(surl, client -> client.mkdir(surl));
    }
    return 0;
  }
}
