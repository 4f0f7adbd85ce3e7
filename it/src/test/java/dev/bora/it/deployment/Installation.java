// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.deployment;

import dev.bora.it.harness.Client;
import dev.bora.it.harness.DataClient;
import dev.bora.it.harness.SrmClient;
import dev.bora.srm.client.GridHttpConfig.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A Bora of several nodes that can be started again, with a storage area /testvo. */
public interface Installation {

  /** Every node, backends first. */
  List<? extends InstalledNode> nodes();

  /** The ways in past the director of the frontends. */
  List<Entrance> frontendEntrances();

  /** The root of /testvo on disk. */
  Path root();

  /** Single SRM calls by someone with a proxy of the test grid. */
  SrmClient srm(String proxy, Transport transport, Entrance entrance) throws Exception;

  /** A client for https TURLs, of someone with a proxy of the test grid. */
  DataClient data(String proxy) throws Exception;

  /** Someone with a proxy of the test grid at a machine with gfal2. */
  Client client(String proxy) throws IOException;

  /** The queue's database, as root. */
  Connection database() throws SQLException;
}
