// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.deployment;

import dev.bora.it.harness.Client;
import dev.bora.it.harness.DataClient;
import dev.bora.it.harness.SrmClient;
import dev.bora.srm.client.GridHttpConfig.Transport;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** A Bora that runs, with a storage area /testvo for the VO testvo. */
public interface Deployment extends AutoCloseable {

  /** The SRM ports of its frontends, on localhost. */
  List<Integer> ports();

  /** The SRM port for the next client: each frontend in turn. */
  int nextPort();

  /** A SURL as users write it, of a path such as {@code /testvo/file}, at the next frontend. */
  default String surl(String path) {
    return "srm://localhost:%d/srm/managerv2?SFN=%s".formatted(nextPort(), path);
  }

  /** The root of /testvo on disk. */
  Path root();

  /** Someone with a proxy of the test grid, at a machine with the clients. */
  Client client(String proxy) throws Exception;

  /** Someone without VOMS attributes whom the site knows as a member of testvo. */
  Client plainMember() throws Exception;

  /** Single SRM calls by someone with a proxy of the test grid, at the next frontend. */
  SrmClient srm(String proxy, Transport transport) throws Exception;

  /** A client for https TURLs, of someone with a proxy of the test grid. */
  DataClient data(String proxy) throws Exception;

  /** The queue's database, if it can be reached from outside. */
  Optional<Connection> database() throws SQLException;

  @Override
  void close();
}
