// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.srm;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.bora.app.failure.RefusedException;
import dev.bora.srm.surl.Surl;
import dev.bora.srm.types.SrmPingResponse;
import dev.bora.srm.types.TExtraInfo;
import java.io.IOException;
import java.io.PrintWriter;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bora srm ping}. */
@Command(name = "ping", description = "Asks a server who it is.", mixinStandardHelpOptions = true)
final class PingCommand implements Callable<Integer> {
  @Mixin private Credential credential = new Credential();

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "SURL",
      converter = SurlConverter.class,
      description = "srm://host[:port]")
  private @Nullable Surl surl;

  @Override
  public Integer call() throws IOException, GeneralSecurityException, RefusedException {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    credential.use(
        requireNonNull(surl),
        client -> {
          SrmPingResponse answer = client.ping();
          out.println(client.endpoint() + " " + answer.versionInfo());
          List<TExtraInfo> others = requireNonNullElse(answer.otherInfo(), List.of());
          others.forEach(info -> out.println(info.key() + " = " + info.value()));
        });
    return 0;
  }
}
