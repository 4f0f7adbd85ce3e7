// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend;

import dev.bora.backend.turl.EndpointProbe;
import dev.bora.backend.turl.OpenDoors;
import dev.bora.backend.turl.Turls;
import dev.bora.backend.work.Accounts;
import dev.bora.backend.work.OpenAreas;
import dev.bora.db.Database;
import dev.bora.db.SilentTransactions;
import dev.bora.db.node.Drain;
import dev.bora.db.node.HostProcess;
import dev.bora.heartbeat.BeatTimes;
import dev.bora.heartbeat.Membership;
import dev.bora.heartbeat.kernel.KillSwitch;
import dev.bora.rpc.SharedSecret;
import dev.bora.rpc.health.Health;
import dev.bora.rpc.health.HealthServer;
import dev.bora.rpc.server.BackendServer;
import dev.bora.rpc.server.BackendServerConfig;
import dev.bora.site.BackendNode;
import dev.bora.site.GridMap;
import dev.bora.site.SecretFile;
import dev.bora.site.Site;
import dev.bora.site.SiteException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running backend. */
public final class Backend implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Backend.class);

  private final Parts parts = new Parts();
  private final Drain drain;
  private final Duration notice;
  private volatile boolean serving;

  private Backend(Drain drain, Duration notice) {
    this.drain = drain;
    this.notice = notice;
  }

  /**
   * Starts a backend: it serves when this returns.
   *
   * @param database with the schema of this release
   * @param version of the software
   * @param drain of this backend; ended when it is closed
   * @param killSwitch ends this process when a call hangs that others may repeat; closed by the
   *     caller
   * @throws IOException if a storage area, a port or a file of the configuration is not usable,
   *     with the reason
   */
  public static Backend start(
      Site site,
      BackendNode node,
      Database database,
      String version,
      Drain drain,
      KillSwitch killSwitch)
      throws IOException, SiteException {
    Backend backend = new Backend(drain, site.draining().notice());
    try {
      backend.open(site, node, database, version, killSwitch);
      return backend;
    } catch (IOException | SiteException | RuntimeException failure) {
      backend.close();
      throw failure;
    }
  }

  private void open(
      Site site, BackendNode node, Database database, String version, KillSwitch killSwitch)
      throws IOException, SiteException {
    SharedSecret secret = secret(site);
    OpenAreas areas = parts.add(OpenAreas.open(site, node.name()));
    EndpointProbe probe =
        parts.add(
            EndpointProbe.start(
                Turls.endpoints(site),
                site.transfer().probeInterval(),
                site.transfer().probeTimeout()));
    OpenDoors doors = parts.add(OpenDoors.watch(database.aside(), site.heartbeat().beat()));
    BeatTimes times = times(site);
    Database apart = parts.add(database.apart());
    parts.add(SilentTransactions.watch(apart));
    Ground ground =
        new Ground(
            site,
            node,
            version,
            database,
            apart,
            areas,
            new Accounts(gridMap(site)),
            new Turls(site, probe, doors),
            new Membership(database, times, HostProcess.current()),
            times,
            drain,
            killSwitch);
    Lives lives = parts.add(Lives.start(ground));
    parts.add(
        HealthServer.start(
            node.health().host(),
            node.health().port(),
            () -> serving ? lives.health() : Health.STARTING));
    parts.add(() -> lives.awaitNone(site.draining().finish()));
    BackendServer server =
        BackendServer.start(
            BackendServerConfig.of(node.listen().host(), node.listen().port(), node.name()),
            lives.calls(),
            secret);
    parts.add(() -> server.stop(site.draining().finish()));
    drain.listen(() -> drainChanged(lives, server));
    serving = true;
    LOG.info("backend {} serves at {}", node.name(), node.endpoint());
  }

  private void drainChanged(Lives lives, BackendServer server) {
    lives.drainChanged();
    try {
      server.drain(drain.isOn());
      // Until the directors know, it does what it is asked: nothing that a client waits for fails.
      // A process that ends may have a frontend, too, that stops before this backend does.
      server.refuse(drain.awaitNoticed(notice) && !drain.isEnding());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static BeatTimes times(Site site) {
    return new BeatTimes(
        site.heartbeat().beat(), site.heartbeat().selfStop(), site.heartbeat().stale());
  }

  private static SharedSecret secret(Site site) throws IOException, SiteException {
    Path file = site.rpc().secretFile();
    try {
      return SharedSecret.of(SecretFile.read(file).reveal());
    } catch (IllegalArgumentException unfit) {
      throw new IOException("rpc.secret-file: " + file + ": " + unfit.getMessage(), unfit);
    }
  }

  private static GridMap gridMap(Site site) throws SiteException {
    Path file = site.security().gridmap();
    return file == null ? GridMap.empty() : GridMap.open(file);
  }

  /**
   * Says that it drains, and serves on until that is noticed; then refuses calls, waits for what it
   * has in hand, and stops in the reverse order of the start.
   */
  @Override
  public void close() {
    drain.end();
    try {
      if (serving) {
        boolean _ = drain.awaitNoticed(notice);
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
    parts.close();
  }
}
