// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.srm;

import static java.util.Objects.requireNonNull;

import dev.bora.app.failure.RefusedException;
import dev.bora.srm.surl.InvalidSurlException;
import dev.bora.srm.surl.Surl;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code bora srm put}. */
@Command(name = "put", description = "Writes a file to a server.", mixinStandardHelpOptions = true)
final class PutCommand implements Callable<Integer> {
  @Mixin private Credential credential = new Credential();

  @Mixin private Transfer transfer = new Transfer();

  @Parameters(index = "0", paramLabel = "FILE", description = "The file to write.")
  private @Nullable Path source;

  @Parameters(
      index = "1",
      paramLabel = "SURL",
      converter = SurlConverter.class,
      description = "Its SURL; that of a directory, with a slash at its end, keeps the name.")
  private @Nullable Surl surl;

  @Override
  public Integer call()
      throws IOException, GeneralSecurityException, RefusedException, InvalidSurlException {
    Path file = requireNonNull(source);
    Surl given = requireNonNull(surl);
    Surl target =
        given.text().endsWith("/")
            ? SurlConverter.below(given, String.valueOf(file.toAbsolutePath().getFileName()))
            : given;
    credential.use(
        target,
        client -> transfer.run((options, progress) -> client.put(file, target, options, progress)));
    return 0;
  }
}
