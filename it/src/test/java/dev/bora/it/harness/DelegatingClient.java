// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The client of it/src/test/c/delegate.c: Globus GSSAPI, which delegates as old SRM clients do. */
public final class DelegatingClient {

  /** What a client delegates to the server. */
  public enum Delegation {
    NONE,
    LIMITED,
    FULL
  }

  private final Path program;

  private DelegatingClient(Path program) {
    this.program = program;
  }

  /** Compiles it. */
  public static DelegatingClient compile(Path folder) {
    Path program = folder.resolve("delegate");
    List<String> words =
        new ArrayList<>(
            List.of(
                "gcc",
                "-std=c17",
                "-Wall",
                "-Wextra",
                "-Werror",
                "-D_GNU_SOURCE",
                "-o",
                program.toString(),
                Checkout.file("it/src/test/c/delegate.c").toString()));
    String flags =
        Command.of(
                "pkg-config",
                "--cflags",
                "--libs",
                "globus-gss-assist",
                "globus-gssapi-gsi",
                "globus-common")
            .run()
            .succeeded()
            .output();
    words.addAll(List.of(flags.strip().split("\\s+")));
    Command.of(words.toArray(String[]::new)).run().succeeded();
    return new DelegatingClient(program);
  }

  /** Posts a SOAP message; the outcome's output is the reply, head and body. */
  public Outcome post(Client client, int port, Delegation delegation, String target, String body)
      throws IOException {
    Path request = Files.createTempFile(client.home(), "request", ".http");
    Files.writeString(
        request,
        "POST %s HTTP/1.1\r\nHost: localhost:%d\r\nContent-Type: text/xml; charset=utf-8\r\n"
                .formatted(target, port)
            + "Connection: close\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(body.getBytes(StandardCharsets.UTF_8).length, body));
    return client.run(
        program.toString(),
        "localhost",
        String.valueOf(port),
        delegation.name().toLowerCase(java.util.Locale.ROOT),
        request.toString());
  }
}
