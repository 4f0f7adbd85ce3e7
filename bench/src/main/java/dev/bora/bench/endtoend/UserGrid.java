// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.endtoend;

import dev.bora.srm.identity.GridTrust;
import dev.bora.srm.identity.GridTrustConfig;
import dev.bora.srm.pki.GridCredential;
import dev.bora.srm.pki.PemCredential;
import dev.bora.srm.pki.ProxyOptions;
import dev.bora.srm.pki.ThrowAwayGrid;
import dev.bora.srm.pki.VomsAttributes;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;

/**
 * A grid with one user, who has a proxy with attributes of {@link #VO}.
 *
 * @param trust of clients
 */
record UserGrid(ThrowAwayGrid grid, PemCredential proxy, GridTrust trust) implements AutoCloseable {
  static final String VO = "testvo";

  private static final String VOMS_SERVER = "voms.bench.bora";
  private static final Duration LIFETIME = Duration.ofDays(1);

  static UserGrid make(Path folder) throws IOException, GeneralSecurityException {
    ThrowAwayGrid grid = ThrowAwayGrid.openOrCreate(folder, "bench");
    GridCredential server = grid.vomsServer(VOMS_SERVER);
    grid.trustVomsServer(VO, VOMS_SERVER);
    ProxyOptions options = ProxyOptions.lasting(LIFETIME);
    VomsAttributes attributes =
        new VomsAttributes(
            VO,
            VOMS_SERVER,
            List.of("/" + VO),
            server.read(),
            options.notBefore(),
            options.notAfter());
    Path proxy =
        grid.proxy(
            grid.user("user", "Bench User"),
            options.withAttributes(attributes),
            folder.resolve("proxy.pem"));
    return new UserGrid(
        grid,
        PemCredential.readProxy(proxy),
        GridTrust.open(new GridTrustConfig(grid.certificates(), null, Duration.ofHours(1))));
  }

  @Override
  public void close() {
    trust.close();
  }
}
