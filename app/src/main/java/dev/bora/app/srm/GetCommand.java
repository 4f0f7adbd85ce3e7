// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.srm;

import static java.util.Objects.requireNonNull;

import dev.bora.app.failure.RefusedException;
import dev.bora.srm.surl.Surl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code bora srm get}. */
@Command(name = "get", description = "Reads a file from a server.", mixinStandardHelpOptions = true)
final class GetCommand implements Callable<Integer> {
  @Mixin private Credential credential = new Credential();

  @Mixin private Transfer transfer = new Transfer();

  @Parameters(
      index = "0",
      paramLabel = "SURL",
      converter = SurlConverter.class,
      description = "The file to read.")
  private @Nullable Surl surl;

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description = "Where it goes; in a directory it keeps its name.")
  private @Nullable Path target;

  @Override
  public Integer call() throws IOException, GeneralSecurityException, RefusedException {
    Surl source = requireNonNull(surl);
    Path given = requireNonNull(target);
    Path file = Files.isDirectory(given) ? given.resolve(SurlConverter.name(source)) : given;
    credential.use(
        source,
        client -> transfer.run((options, progress) -> client.get(source, file, options, progress)));
    return 0;
  }
}
