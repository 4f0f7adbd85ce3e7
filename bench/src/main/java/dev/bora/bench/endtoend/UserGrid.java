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
 * A grid with two users, who have proxies with attributes of {@link #VO}.
 *
 * @param proxy of the one whose calls are measured
 * @param other the other one's
 * @param trust of clients
 */
record UserGrid(ThrowAwayGrid grid, PemCredential proxy, PemCredential other, GridTrust trust)
    implements AutoCloseable {
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
    ProxyOptions withVo = options.withAttributes(attributes);
    Path proxy = grid.proxy(grid.user("user", "Bench User"), withVo, folder.resolve("proxy.pem"));
    Path other = grid.proxy(grid.user("other", "Other User"), withVo, folder.resolve("other.pem"));
    return new UserGrid(
        grid,
        PemCredential.readProxy(proxy),
        PemCredential.readProxy(other),
        GridTrust.open(new GridTrustConfig(grid.certificates(), null, Duration.ofHours(1))));
  }

  @Override
  public void close() {
    trust.close();
  }
}
