// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.srm;

import static java.util.Objects.requireNonNull;

import dev.bora.app.failure.RefusedException;
import dev.bora.srm.surl.Surl;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code bora srm mv}. */
@Command(
    name = "mv",
    description = "Renames a file or a directory, within one server.",
    mixinStandardHelpOptions = true)
final class MvCommand implements Callable<Integer> {
  @Mixin private Credential credential = new Credential();

  @Parameters(
      index = "0",
      paramLabel = "FROM",
      converter = SurlConverter.class,
      description = "What is renamed.")
  private @Nullable Surl from;

  @Parameters(
      index = "1",
      paramLabel = "TO",
      converter = SurlConverter.class,
      description = "Its new SURL.")
  private @Nullable Surl to;

  @Override
  public Integer call() throws IOException, GeneralSecurityException, RefusedException {
    credential.use(
        requireNonNull(from), client -> client.mv(requireNonNull(from), requireNonNull(to)));
    return 0;
  }
}
