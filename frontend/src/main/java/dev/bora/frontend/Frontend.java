// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend;

import static java.util.Objects.requireNonNull;

import dev.bora.db.Database;
import dev.bora.db.node.Drain;
import dev.bora.db.node.Fit;
import dev.bora.db.node.Footing;
import dev.bora.db.table.NewIncarnation;
import dev.bora.db.table.NodeRole;
import dev.bora.frontend.call.Backends;
import dev.bora.frontend.call.Callers;
import dev.bora.frontend.http.AccessLog;
import dev.bora.frontend.http.SrmEndpoint;
import dev.bora.frontend.operation.Dispatcher;
import dev.bora.frontend.operation.Operations;
import dev.bora.frontend.queue.DoubtfulRequests;
import dev.bora.rpc.SerialFilter;
import dev.bora.rpc.SharedSecret;
import dev.bora.rpc.health.Health;
import dev.bora.rpc.health.HealthServer;
import dev.bora.site.Essentials;
import dev.bora.site.FrontendNode;
import dev.bora.site.GridMap;
import dev.bora.site.Heartbeat;
import dev.bora.site.SecretFile;
import dev.bora.site.Site;
import dev.bora.site.SiteException;
import dev.bora.srm.gsi.TlsPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running frontend: the SRM port, the health port, and its ways to the backends. It starts
 * without them and without a database too, answers with errors, and is well when they are there.
 */
public final class Frontend implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Frontend.class);
  private static final Duration LOOK_INTERVAL = Duration.ofSeconds(2);
  private static final Duration DOUBT_INTERVAL = Duration.ofMillis(300);

  /** How long a call waits for the database before it asks whether it is there. */
  private static final Duration LOOK = Duration.ofMillis(400);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Drain drain;
  private final Duration notice;
  private volatile @Nullable SrmServer server;
  private int healthPort;

  private Frontend(Drain drain, Duration notice) {
    this.drain = drain;
    this.notice = notice;
  }

  /**
   * Starts a frontend of a site.
   *
   * @param database that the caller closes after it; it need not answer yet
   * @param footing what is asked of the database before it serves
   * @param drain of this frontend; ended when it is closed
   * @throws SiteException a secret or the gridmap cannot be read
   * @throws IOException trust or credential cannot be read, or a port cannot be listened on
   * @throws GeneralSecurityException the host's credential cannot be used
   * @throws IllegalStateException this JVM lacks an option that it needs; the message names it
   * @throws dev.bora.db.node.UnfitNodeException the configuration does not fit that of the nodes
   *     that live, or the database is not what a node can stand on; the message says what differs
   */
  public static Frontend start(
      Site site, FrontendNode node, Database database, Footing footing, Drain drain)
      throws SiteException, IOException, GeneralSecurityException {
    TlsPlatform.prepare();
    SerialFilter.require();
    SharedSecret secret = SharedSecret.of(SecretFile.read(site.rpc().secretFile()).reveal());
    BackendRoutes routes = new BackendRoutes(site.rpc(), site.heartbeat().stale(), secret);
    Frontend frontend;
    try {
      frontend = start(site, node, database, footing, drain, routes);
    } catch (SiteException | IOException | GeneralSecurityException | RuntimeException failed) {
      routes.close();
      throw failed;
    }
    frontend.parts.addLast(routes);
    return frontend;
  }

  /**
   * As {@link #start(Site, FrontendNode, Database, Footing, Drain)}, with backends that the caller
   * has and closes.
   */
  static Frontend start(
      Site site,
      FrontendNode node,
      Database database,
      Footing footing,
      Drain drain,
      Backends backends)
      throws SiteException, IOException, GeneralSecurityException {
    Path gridMapFile = site.security().gridmap();
    GridMap gridMap = gridMapFile == null ? GridMap.empty() : GridMap.open(gridMapFile);
    String version = FrontendVersion.text();
    Frontend frontend = new Frontend(drain, site.draining().notice());
    try {
      NewIncarnation self = self(site, node, version);
      Pulse pulse = pulse(site, frontend.own(database.apart()), database, self, footing, drain);
      Presence presence =
          frontend.own(new Presence(pulse, drain, backends, self, interval(site.heartbeat())));
      presence.start();
      Database whileItAnswers = database.whileItAnswers(pulse, LOOK);
      DoubtfulRequests doubtful =
          frontend.own(new DoubtfulRequests(whileItAnswers, DOUBT_INTERVAL));
      Backends watchful =
          frontend.own(new WatchfulBackends(backends, pulse.changes(), LOOK, doubtful::tooLate));
      SrmEndpoint endpoint =
          new SrmEndpoint(
              site,
              node.name(),
              new Callers(site.security(), gridMap),
              watchful,
              new Dispatcher(
                  new Operations(
                      site, whileItAnswers, doubtful, version, presence::backend, pulse::pauses),
                  presence::refusal),
              new AccessLog(site.logs().access()),
              drain::isOn);
      HealthServer health =
          frontend.own(
              HealthServer.start(
                  node.healthAddress(), node.healthPort(), () -> frontend.health(presence)));
      frontend.server = frontend.own(SrmServer.start(site, node, endpoint));
      frontend.healthPort = health.port();
    } catch (IOException | GeneralSecurityException | RuntimeException failed) {
      frontend.close();
      throw failed;
    }
    LOG.info("frontend {} serves SRM on {}", node.name(), node.listen());
    return frontend;
  }

  /** Directors that come early are not to bring clients before these can connect. */
  private Health health(Presence presence) {
    SrmServer listening = server;
    if (listening == null) {
      return Health.STARTING;
    }
    return listening
        .trouble()
        .<Health>map(trouble -> new Health.Unwell(List.of(trouble)))
        .orElseGet(presence::health);
  }

  private static Pulse pulse(
      Site site, Database beats, Database work, NewIncarnation self, Footing footing, Drain drain) {
    Essentials essentials = Essentials.of(site);
    return new Pulse(
        beats,
        work,
        self,
        footing,
        new Fit(essentials.text(), essentials::against, Essentials::stale),
        drain,
        site.heartbeat().selfStop());
  }

  private static Duration interval(Heartbeat heartbeat) {
    return LOOK_INTERVAL.compareTo(heartbeat.beat()) < 0 ? LOOK_INTERVAL : heartbeat.beat();
  }

  private static NewIncarnation self(Site site, FrontendNode node, String version)
      throws IOException {
    return new NewIncarnation(
        NodeRole.FRONTEND,
        node.name(),
        node.endpoint().toString(),
        version,
        site.digest(),
        Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip(),
        ProcessHandle.current().pid());
  }

  private <T extends AutoCloseable> T own(T part) {
    parts.addFirst(part);
    return part;
  }

  /** The port for SRM clients. */
  public int srmPort() {
    return requireNonNull(server).port();
  }

  /** The port of the health answers. */
  public int healthPort() {
    return healthPort;
  }

  /**
   * Says that it drains, and serves on until that is noticed; then stops listening, lets calls end,
   * and takes its leave of the database.
   */
  @Override
  public void close() {
    drain.end();
    try {
      // One that never served needs no notice.
      if (server != null) {
        boolean _ = drain.awaitNoticed(notice);
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception problem) {
        LOG.warn("{} did not close cleanly", part.getClass().getSimpleName(), problem);
      }
    }
    parts.clear();
  }
}
