// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.deployment;

import dev.bora.it.harness.Client;
import dev.bora.it.harness.DataClient;
import dev.bora.it.harness.SrmClient;
import dev.bora.it.harness.TcpRelay;
import dev.bora.srm.client.GridHttpConfig.Transport;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A {@link Cluster} with a GridFTP server, as the suite uses it: nothing is killed. */
public final class ClusterDeployment implements Deployment {

  /**
   * After which frontends close idle connections: soon, and yet later than clients of a busy test
   * come back, as one that comes just then may find its connection gone.
   */
  public static final Duration IDLE_TIMEOUT = Duration.ofSeconds(8);

  private final Cluster cluster;
  private final List<Integer> frontends;
  private final AtomicInteger calls = new AtomicInteger();

  private ClusterDeployment(Cluster cluster) {
    this.cluster = cluster;
    this.frontends = cluster.frontends().stream().map(ClusterNode::port).toList();
  }

  /** Starts all of it. */
  public static ClusterDeployment start() throws Exception {
    return new ClusterDeployment(Cluster.withGridFtp("cluster", ClusterShape.usual()));
  }

  @Override
  public List<Integer> ports() {
    return frontends;
  }

  @Override
  public int nextPort() {
    return frontends.get(calls.getAndIncrement() % frontends.size());
  }

  @Override
  public Path root() {
    return cluster.root();
  }

  /** The root of /othervo on disk. */
  public Path otherRoot() {
    return cluster.otherRoot();
  }

  /** The site file of its nodes. */
  public Path siteFile() {
    return cluster.siteFile();
  }

  /** What its nodes wrote: a folder that stays. */
  public Path logs() {
    return cluster.logs();
  }

  /** What lies between frontends and backends; a test that takes it down lets it come back. */
  public TcpRelay backendRelay() {
    return cluster.director().relay();
  }

  /** What lies between clients and the door; a test that slows it down restores its speed. */
  public TcpRelay doorRelay() {
    return cluster.doorRelay();
  }

  @Override
  public Client client(String proxy) throws Exception {
    return cluster.users().client(proxy);
  }

  @Override
  public Client plainMember() throws Exception {
    return cluster.users().client("alice-plain");
  }

  @Override
  public SrmClient srm(String proxy, Transport transport) throws Exception {
    return cluster.users().srm(proxy, transport, nextPort());
  }

  @Override
  public DataClient data(String proxy) throws Exception {
    return cluster.data(proxy);
  }

  @Override
  public Optional<Connection> database() throws SQLException {
    return Optional.of(cluster.database());
  }

  @Override
  public void close() {
    cluster.close();
  }
}
