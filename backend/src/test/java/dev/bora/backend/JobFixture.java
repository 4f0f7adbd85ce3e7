// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend;

import static dev.bora.backend.BackendFixture.ALICE;

import dev.bora.backend.room.Aborts;
import dev.bora.backend.room.Rooms;
import dev.bora.backend.turl.EndpointProbe;
import dev.bora.backend.turl.Turls;
import dev.bora.backend.work.Accounts;
import dev.bora.backend.work.OpenArea;
import dev.bora.backend.work.OpenAreas;
import dev.bora.backend.work.Retention;
import dev.bora.backend.work.Runner;
import dev.bora.backend.work.Tools;
import dev.bora.db.Database;
import dev.bora.db.TestServer;
import dev.bora.db.node.Drain;
import dev.bora.db.node.Fence;
import dev.bora.db.node.Fit;
import dev.bora.db.node.HostProcess;
import dev.bora.db.queue.Calls;
import dev.bora.db.queue.Calls.Begun;
import dev.bora.db.queue.Caps;
import dev.bora.db.queue.Submissions;
import dev.bora.db.queue.Submissions.Submitted;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.NewFile;
import dev.bora.db.table.NewRequest;
import dev.bora.db.table.NodeRole;
import dev.bora.db.table.Place;
import dev.bora.db.table.RequestKind;
import dev.bora.db.table.Requester;
import dev.bora.heartbeat.BeatTimes;
import dev.bora.heartbeat.Heart;
import dev.bora.heartbeat.Membership;
import dev.bora.heartbeat.kernel.KillSwitch;
import dev.bora.site.GridMap;
import dev.bora.site.Queue;
import dev.bora.site.Site;
import dev.bora.srm.types.TOverwriteMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a backend has, on a real database and a real disk, without its claims and jobs: nothing
 * happens but what a test does.
 */
public final class JobFixture implements AutoCloseable {
  private final Path root;
  private final Database database;
  private final OpenAreas areas;
  private final EndpointProbe probe;
  private final Heart heart;
  private final Tools tools;
  private final Runner runner;

  /** With rows that are kept so long. */
  public JobFixture(Path folder, String schema, Retention retention) throws Exception {
    this.root = Files.createDirectory(folder.resolve("area"));
    this.database = TestServer.migratedDatabase(schema);
    Path other = Files.createDirectory(folder.resolve("other"));
    Site site = BackendFixture.site(folder, Map.of("data", root, "other", other), text -> text);
    this.areas = OpenAreas.open(site, "backend-1");
    this.probe = EndpointProbe.start(Set.of(), Duration.ofDays(1), site.transfer().probeTimeout());
    Fence fence =
        new Membership(database, BeatTimes.DEFAULT, HostProcess.current())
            .register(
                new Membership.Identity(
                    NodeRole.BACKEND, "backend-1", "localhost:1", "test", site.digest()),
                new Fit("", _ -> List.of(), _ -> Duration.ofSeconds(10)));
    Drain drain = new Drain("backend-1", () -> {});
    this.heart = Heart.start(database, fence, BeatTimes.DEFAULT, drain, KillSwitch.NONE, _ -> {});
    this.tools =
        new Tools(
            database,
            fence,
            heart,
            areas,
            new Accounts(GridMap.empty()),
            new Turls(site, probe, List::copyOf),
            retention,
            new Queue(
                Duration.ofMillis(500), Duration.ofSeconds(1), 100, 200, 3, Duration.ofMillis(10)),
            Caps.NONE,
            drain);
    this.runner = new Runner(tools, itself -> new Rooms(new Aborts(tools, itself)));
  }

  /** What jobs work with. */
  public Tools tools() {
    return tools;
  }

  /** Ends files before their time. */
  public Aborts aborts() {
    return new Aborts(tools, runner);
  }

  /** Runs what a test has claimed. */
  public Runner runner() {
    return runner;
  }

  /** The root of the storage area. */
  public Path root() {
    return root;
  }

  /** The storage area. */
  public OpenArea area() {
    return areas.find("data").orElseThrow();
  }

  /** A put as a frontend commits it. */
  public Submitted put(int requestSeconds, int pinSeconds, String... paths) {
    return new Submissions(database)
        .submit(request(RequestKind.PUT, requestSeconds, pinSeconds, "data", List.of(paths)));
  }

  /** A synchronous call in this backend's hands; its file. */
  public FileRow begin(RequestKind kind, String path) {
    return begin(kind, "data", List.of(path)).getFirst();
  }

  /** As {@link #begin(RequestKind, String)}, on several paths of the area data or other. */
  public List<FileRow> begin(RequestKind kind, String area, List<String> paths) {
    NewRequest request = request(kind, 60, 0, area, paths);
    return ((Begun.Mine) new Calls(tools.fence()).begin(request)).files();
  }

  private static NewRequest request(
      RequestKind kind, int requestSeconds, int pinSeconds, String area, List<String> paths) {
    return new NewRequest(
        UUID.randomUUID().toString(),
        kind,
        requester(),
        null,
        "127.0.0.1",
        "frontend-1",
        List.of("file"),
        TOverwriteMode.NEVER,
        false,
        pinSeconds,
        requestSeconds,
        paths.stream()
            .map(path -> NewFile.accepted("srm://h/" + path, Place.of(area, path), null))
            .toList());
  }

  /** Whose requests these are. */
  public static Requester requester() {
    return new Requester(ALICE.dn(), ALICE.vo(), ALICE.fqans());
  }

  /** A file's row, or null. */
  public @Nullable FileRow row(long id) {
    return database.call(tables -> tables.files().byId(id));
  }

  /** How many rows a table has. */
  public long count(String table) {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      results.next();
      return results.getLong(1);
    } catch (SQLException exception) {
      throw new AssertionError(exception);
    }
  }

  @Override
  public void close() {
    runner.close();
    heart.close();
    probe.close();
    areas.close();
    database.close();
  }
}
