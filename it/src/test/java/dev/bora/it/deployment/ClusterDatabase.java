// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.deployment;

import java.sql.Connection;
import java.sql.SQLException;

/** The database of a cluster, with the schema {@code bora} and an account for Bora. */
sealed interface ClusterDatabase extends AutoCloseable permits DatabaseServer, GivenServer {
  /** Where it listens, on loopback. */
  int port();

  /** A connection of root. */
  Connection connect() throws SQLException;

  @Override
  void close();
}
