// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.standalone;

import dev.bora.srm.pki.GridCredential;
import dev.bora.srm.pki.ProxyOptions;
import dev.bora.srm.pki.ThrowAwayGrid;
import dev.bora.srm.pki.VomsAttributes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The only user of a standalone Bora: a proxy, and the variables that let clients find it. */
final class User {
  private static final String VOMS_SERVER = "voms.standalone.bora";

  /** A new one is made at every start. */
  private static final Duration PROXY_LIFETIME = Duration.ofDays(30);

  private final StandaloneFolder folder;
  private final ThrowAwayGrid grid;

  User(StandaloneFolder folder, ThrowAwayGrid grid) {
    this.folder = folder;
    this.grid = grid;
  }

  /** Makes a proxy with the VO's attributes, and writes env.sh. */
  void prepare() throws IOException, GeneralSecurityException {
    GridCredential user = grid.user("user", "Standalone User");
    GridCredential server = grid.vomsServer(VOMS_SERVER);
    grid.trustVomsServer(StandaloneSite.VO, VOMS_SERVER);
    ProxyOptions options = ProxyOptions.lasting(PROXY_LIFETIME);
    VomsAttributes attributes =
        new VomsAttributes(
            StandaloneSite.VO,
            VOMS_SERVER,
            List.of("/" + StandaloneSite.VO),
            server.read(),
            options.notBefore(),
            options.notAfter());
    grid.proxy(user, options.withAttributes(attributes), folder.proxy());
    Files.writeString(
        folder.environment(), "# For clients of this standalone Bora.\n" + exports() + "\n");
  }

  /** Shell commands, a line each. */
  String exports() {
    Map<String, Path> variables =
        new java.util.TreeMap<>(
            Map.of(
                "X509_USER_PROXY", folder.proxy(),
                "X509_CERT_DIR", grid.certificates(),
                "X509_VOMS_DIR", grid.vomsDirectory()));
    return variables.entrySet().stream()
        .map(each -> "export " + each.getKey() + "=" + quoted(each.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private static String quoted(Path path) {
    return "'" + path.toString().replace("'", "'\\''") + "'";
  }
}
