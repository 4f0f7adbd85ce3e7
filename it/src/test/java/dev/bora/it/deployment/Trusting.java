// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.deployment;

import dev.bora.it.harness.Client;
import dev.bora.it.harness.DataClient;
import dev.bora.it.harness.SrmClient;
import dev.bora.it.harness.TestGrid;
import dev.bora.srm.client.GridHttpConfig.Transport;
import dev.bora.srm.identity.GridTrust;
import dev.bora.srm.identity.GridTrustConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The users of a deployment: people of the test grid who trust one folder of authorities. */
public final class Trusting implements AutoCloseable {

  private final TestGrid grid;
  private final Path certificates;
  private final Path homes;
  private final GridTrust trust;

  /** Users whose homes are below a folder. */
  public Trusting(TestGrid grid, Path certificates, Path homes) throws IOException {
    this.grid = grid;
    this.certificates = certificates;
    this.homes = Files.createDirectories(homes);
    this.trust = GridTrust.open(new GridTrustConfig(certificates, null, Duration.ofHours(1)));
  }

  /** Someone with a proxy of the test grid at a machine with gfal2. */
  public Client client(String proxy) throws IOException {
    return client(grid.proxy(proxy));
  }

  Client client(Path proxy) throws IOException {
    return Client.of(certificates, proxy, homes);
  }

  SrmClient srm(String proxy, Transport transport, int port) throws Exception {
    return srm(proxy, transport, Entrance.local("frontend", port));
  }

  /** Single SRM calls by someone with a proxy of the test grid. */
  public SrmClient srm(String proxy, Transport transport, Entrance entrance) throws Exception {
    return new SrmClient(
        entrance.host(), entrance.port(), transport, grid.credential(proxy), trust);
  }

  /** A client for https TURLs, of someone with a proxy of the test grid. */
  public DataClient data(String proxy) throws Exception {
    return new DataClient(grid.credential(proxy), trust);
  }

  @Override
  public void close() {
    trust.close();
  }
}
