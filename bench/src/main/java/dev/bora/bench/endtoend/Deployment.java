// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.endtoend;

import dev.bora.bench.server.BenchServer;
import dev.bora.bench.server.BenchServer.Target;
import dev.bora.db.Database;
import dev.bora.db.schema.Schema;
import dev.bora.db.table.Pause;
import dev.bora.srm.client.GridHttpConfig.Transport;
import dev.bora.srm.client.SrmClient;
import dev.bora.srm.client.SrmEndpoint;
import dev.bora.srm.pki.PemCredential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * One frontend, one backend, one door and a durable database on this machine. The door has nothing
 * to do, as clients write through file TURLs.
 *
 * @param startSeconds of the database
 * @param target Bora's schema on it
 */
record Deployment(
    Path folder,
    BenchServer server,
    double startSeconds,
    Target target,
    UserGrid users,
    MeasuredSite site,
    NodeProcess backend,
    NodeProcess frontend,
    NodeProcess door)
    implements AutoCloseable {

  /**
   * Starts all of it.
   *
   * @param checkout of Bora
   */
  static Deployment start(Path checkout)
      throws IOException, GeneralSecurityException, SQLException {
    Path folder = Files.createTempDirectory("bora-bench-site");
    long begin = System.nanoTime();
    BenchServer server = BenchServer.start(checkout, 0);
    double seconds = (System.nanoTime() - begin) / 1e9;
    Target target = server.fresh("bora");
    try (Database database = Database.open(target.config(2))) {
      new Schema(database.dataSource()).up();
    }
    UserGrid users = UserGrid.make(folder.resolve("grid"));
    MeasuredSite site = MeasuredSite.write(folder, users.grid(), target.address());
    NodeProcess backend = NodeProcess.start(checkout, site.file(), MeasuredSite.BACKEND);
    NodeProcess frontend = NodeProcess.start(checkout, site.file(), MeasuredSite.FRONTEND);
    NodeProcess door = NodeProcess.start(checkout, site.file(), MeasuredSite.DOOR);
    return new Deployment(folder, server, seconds, target, users, site, backend, frontend, door);
  }

  List<NodeProcess> nodes() {
    return List.of(frontend, backend, door);
  }

  /** Those that loads give something to do. */
  List<NodeProcess> loaded() {
    return List.of(frontend, backend);
  }

  /** A client with a connection of its own, over TLS. */
  SrmClient client() throws GeneralSecurityException {
    return client(users.proxy());
  }

  /** One of the other user. */
  SrmClient otherClient() throws GeneralSecurityException {
    return client(users.other());
  }

  private SrmClient client(PemCredential user) throws GeneralSecurityException {
    return new SrmClient(
        new SrmEndpoint(Transport.HTTPS, "localhost", site.srmPort(), SrmEndpoint.DEFAULT_PATH),
        user,
        users.trust());
  }

  /** Whether what is queued in the storage area waits, as by {@code bora cluster pause}. */
  void letWait(boolean waits) {
    try (Database database = Database.open(target.config(2))) {
      database.run(tables -> {
        if (waits) {
          tables.pauses().pause(new Pause(Pause.Kind.AREA, UserGrid.VO, 0, false));
        } else {
          int _ = tables.pauses().resume(Pause.Kind.AREA, UserGrid.VO);
        }
      });
    }
  }

  /** The SURL of a path below the storage area. */
  String surl(String path) {
    return "srm://localhost:%d/%s/%s".formatted(site.srmPort(), UserGrid.VO, path);
  }

  @Override
  public void close() {
    door.close();
    frontend.close();
    backend.close();
    users.close();
    server.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException exception) {
      throw new java.io.UncheckedIOException(exception);
    }
  }
}
