// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.node;

import dev.bora.app.schema.SiteDatabase;
import dev.bora.app.version.BoraVersion;
import dev.bora.backend.Backend;
import dev.bora.db.Database;
import dev.bora.db.node.Drain;
import dev.bora.door.Door;
import dev.bora.frontend.Frontend;
import dev.bora.heartbeat.kernel.KillSwitch;
import dev.bora.site.BackendNode;
import dev.bora.site.DoorNode;
import dev.bora.site.FrontendNode;
import dev.bora.site.Node;
import dev.bora.site.Site;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The nodes of a site that run in this process, each with a pool of its own on the database. They
 * stop in the order of the way that requests take: frontends first, so that nothing new comes, then
 * doors, then backends.
 */
public final class NodeServices implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeServices.class);

  private record Running(Node node, Drain drain, AutoCloseable service, Database database) {
    void stop() throws Exception {
      try (database) {
        service.close();
      }
    }
  }

  private final Deque<Running> running = new ArrayDeque<>();

  private NodeServices() {}

  /**
   * Starts nodes: backends, then doors, then frontends. If one does not start, those that did are
   * stopped.
   *
   * @param killSwitch of the backends among them; closed by the caller
   * @param signals end the start; told when an operator wants one of the nodes to leave
   * @throws StoppedException they did
   */
  public static NodeServices start(
      Site site, List<Node> nodes, KillSwitch killSwitch, TerminationSignals signals)
      throws Exception {
    NodeServices services = new NodeServices();
    try {
      for (Node node :
          nodes.stream().sorted(Comparator.comparingInt(NodeServices::order)).toList()) {
        signals.check();
        Running started = run(site, node, new Drain(node.name(), signals::leave), killSwitch);
        services.running.push(started);
        LOG.info(
            "{} {} has started, with at most {} connections to the database",
            node.role(),
            node.name(),
            started.database().mostConnections());
      }
      return services;
    } catch (Exception | Error e) {
      services.close();
      throw e;
    }
  }

  private static int order(Node node) {
    return switch (node) {
      case BackendNode _ -> 0;
      case DoorNode _ -> 1;
      case FrontendNode _ -> 2;
    };
  }

  private static Running run(Site site, Node node, Drain drain, KillSwitch killSwitch)
      throws Exception {
    Database database = SiteDatabase.pool(site, node);
    try {
      return new Running(node, drain, service(site, node, database, drain, killSwitch), database);
    } catch (Exception | Error e) {
      database.close();
      throw e;
    }
  }

  /** The only place that knows what runs which node. */
  private static AutoCloseable service(
      Site site, Node node, Database database, Drain drain, KillSwitch killSwitch)
      throws Exception {
    String version = BoraVersion.text();
    return switch (node) {
      case BackendNode backend ->
          Backend.start(site, backend, database, version, drain, killSwitch);
      case DoorNode door -> Door.start(site, door, database, version, drain);
      case FrontendNode frontend ->
          Frontend.start(site, frontend, database, SiteDatabase.footing(site), drain);
    };
  }

  /** Stops them all; one that fails to stop does not keep the others up. */
  @Override
  public void close() {
    // All at once: the directors' notice is waited for once.
    running.forEach(each -> each.drain().end());
    while (!running.isEmpty()) {
      Running next = running.pop();
      try {
        next.stop();
        LOG.info("{} {} has stopped", next.node().role(), next.node().name());
      } catch (Exception e) {
        LOG.error("{} {} did not stop", next.node().role(), next.node().name(), e);
      }
    }
  }
}
