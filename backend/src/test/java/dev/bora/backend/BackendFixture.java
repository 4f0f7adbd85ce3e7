// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bora.db.Database;
import dev.bora.db.TestServer;
import dev.bora.db.node.Drain;
import dev.bora.db.node.Fence;
import dev.bora.db.node.Fit;
import dev.bora.db.node.HostProcess;
import dev.bora.db.queue.Submissions;
import dev.bora.db.queue.Submissions.Submitted;
import dev.bora.db.table.AreaStateMapper.AreaStateRow;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.NewFile;
import dev.bora.db.table.NewRequest;
import dev.bora.db.table.NodeRole;
import dev.bora.db.table.Place;
import dev.bora.db.table.RequestKind;
import dev.bora.db.table.Requester;
import dev.bora.heartbeat.BeatTimes;
import dev.bora.heartbeat.Membership;
import dev.bora.heartbeat.kernel.KillSwitch;
import dev.bora.rpc.SharedSecret;
import dev.bora.rpc.client.BackendClient;
import dev.bora.rpc.client.BackendClientConfig;
import dev.bora.rpc.contract.BackendCalls;
import dev.bora.rpc.contract.CallContext;
import dev.bora.rpc.contract.Caller;
import dev.bora.rpc.contract.LsArgs;
import dev.bora.rpc.contract.NudgeArgs;
import dev.bora.rpc.contract.Outcome;
import dev.bora.rpc.contract.PathRef;
import dev.bora.rpc.contract.PutDoneArgs;
import dev.bora.site.BackendNode;
import dev.bora.site.Site;
import dev.bora.site.SiteException;
import dev.bora.site.SiteFile;
import dev.bora.srm.types.TOverwriteMode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A backend on a real database and a real disk, called over real XML-RPC. */
final class BackendFixture implements AutoCloseable {
  static final Caller ALICE = new Caller("/CN=Alice", "testvo", List.of("/testvo"), false);
  static final Caller BOB = new Caller("/CN=Bob", "testvo", List.of("/testvo"), false);

  final Path root;
  final Database database;
  private final Site site;
  private Backend backend;
  private BackendClient client;

  BackendFixture(Path folder, String schema) throws Exception {
    this(folder, schema, text -> text);
  }

  /** With a site file that is changed so. */
  BackendFixture(Path folder, String schema, UnaryOperator<String> change) throws Exception {
    this(folder, schema, Map.of("data", Files.createDirectory(folder.resolve("area"))), change);
  }

  /** With these storage areas; {@link #root} is that of the one named data, if there is one. */
  BackendFixture(Path folder, String schema, Map<String, Path> areas) throws Exception {
    this(folder, schema, areas, text -> text);
  }

  private BackendFixture(
      Path folder, String schema, Map<String, Path> areas, UnaryOperator<String> change)
      throws Exception {
    this.root = areas.getOrDefault("data", folder);
    this.database = TestServer.migratedDatabase(schema);
    this.site = site(folder, areas, change);
    start();
  }

  /** A site of one backend. */
  static Site site(Path folder, Map<String, Path> areas, UnaryOperator<String> change)
      throws Exception {
    Path secret = folder.resolve("secret");
    Files.writeString(secret, "a-shared-secret-of-some-length\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    String text =
        """
        name: test
        srm:
          host: localhost
        nodes:
          frontends:
            frontend-1:
              address: localhost
          backends:
            backend-1:
              address: localhost
              xml-rpc-port: %d
              health-port: %d
        rpc:
          secret-file: %s
        database:
          hosts: [localhost:3306]
          password-file: %s
        queue:
          poll-interval: 50ms
        draining: {notice: 0s}
        heartbeat:
          beat: 200ms
          self-stop: 1s
          stale: 2s
        transfer:
          protocols:
            file: {}
        storage-areas:
        """
                .formatted(freePort(), freePort(), secret, secret)
            + areas.entrySet().stream()
                .map(area ->
                    "  %s: {root: %s, vos: [testvo]}\n".formatted(area.getKey(), area.getValue()))
                .collect(Collectors.joining());
    return SiteFile.parse("test", change.apply(text));
  }

  void start() throws Exception {
    BackendNode node = (BackendNode) site.node("backend-1");
    backend =
        Backend.start(
            site, node, database, "test", new Drain(node.name(), () -> {}), KillSwitch.NONE);
    client =
        new BackendClient(
            BackendClientConfig.of("localhost", node.port()),
            SharedSecret.of("a-shared-secret-of-some-length"));
  }

  /** An incarnation of this backend's name whose process is gone. */
  Fence forerunner() throws Exception {
    return register("backend-1");
  }

  /** An incarnation of some backend that never beats; its process is gone. */
  Fence register(String node) throws Exception {
    HostProcess gone = new HostProcess(HostProcess.current().bootId(), Integer.MAX_VALUE);
    return new Membership(database, BeatTimes.DEFAULT, gone)
        .register(
            new Membership.Identity(
                NodeRole.BACKEND, node, site.node("backend-1").endpoint().toString(), "test", "0"),
            new Fit("", _ -> List.of(), _ -> Duration.ofSeconds(10)));
  }

  void stop() {
    client.close();
    backend.close();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  BackendCalls calls() {
    return client.calls();
  }

  static CallContext as(Caller caller) {
    return as(caller, UUID.randomUUID().toString());
  }

  static CallContext as(Caller caller, String operationId) {
    return new CallContext(operationId, "request-1", "frontend-1", "127.0.0.1", caller);
  }

  static PathRef path(String path) {
    return new PathRef("data", path);
  }

  /** A put or get as a frontend commits it. */
  record Submission(String token, Submitted rows) {
    long file() {
      return rows.fileIds().getFirst();
    }
  }

  Submission put(Caller caller, TOverwriteMode overwrite, Long size, int seconds, String path) {
    return submit(RequestKind.PUT, caller, overwrite, size, seconds, List.of(path(path)));
  }

  Submission put(Caller caller, String path) {
    return put(caller, TOverwriteMode.NEVER, null, 600, path);
  }

  Submission get(Caller caller, int seconds, String path) {
    return submit(
        RequestKind.GET, caller, TOverwriteMode.NEVER, null, seconds, List.of(path(path)));
  }

  /** One request that puts several files. */
  Submission putAll(Caller caller, List<String> paths) {
    return submit(
        RequestKind.PUT,
        caller,
        TOverwriteMode.NEVER,
        null,
        600,
        paths.stream().map(BackendFixture::path).toList());
  }

  private Submission submit(
      RequestKind kind,
      Caller caller,
      TOverwriteMode overwrite,
      Long size,
      int seconds,
      List<PathRef> paths) {
    String token = UUID.randomUUID().toString();
    Submitted submitted =
        new Submissions(database)
            .submit(
                new NewRequest(
                    token,
                    kind,
                    new Requester(caller.dn(), caller.vo(), caller.fqans()),
                    null,
                    "127.0.0.1",
                    "frontend-1",
                    List.of("gsiftp", "file"),
                    overwrite,
                    false,
                    seconds,
                    600,
                    paths.stream()
                        .map(path ->
                            NewFile.accepted(
                                "srm://h/" + path.path(), Place.of(path.area(), path.path()), size))
                        .toList()));
    return new Submission(token, submitted);
  }

  /** A put to any storage area. */
  Submission putTo(String area, String path) {
    return submit(
        RequestKind.PUT, ALICE, TOverwriteMode.NEVER, null, 600, List.of(new PathRef(area, path)));
  }

  /** How this backend finds its storage areas, as the database has it. */
  List<String> areaStates() {
    return database.<List<AreaStateRow>>call(tables -> tables.areaStates().all()).stream()
        .map(row -> row.area() + " " + row.state())
        .toList();
  }

  /** What becomes of a listing of an area's root. */
  Outcome ls(String area) {
    LsArgs args = new LsArgs(List.of(new PathRef(area, "")), false, 1, 0, 100, null);
    return calls().ls(as(ALICE), args).entries().getFirst().outcome();
  }

  /** What becomes of srmPutDone of a put of one file. */
  Outcome putDone(Submission put) {
    return calls().putDone(as(ALICE), new PutDoneArgs(put.token(), List.of(0))).getFirst();
  }

  /** What its health port says, as JSON. */
  HttpResponse<String> health() {
    try (HttpClient http = HttpClient.newHttpClient()) {
      BackendNode node = (BackendNode) site.node("backend-1");
      return http.send(
          HttpRequest.newBuilder(URI.create("http://localhost:" + node.healthPort() + "/health"))
              .header("Accept", "application/json")
              .build(),
          BodyHandlers.ofString());
    } catch (IOException | InterruptedException | SiteException failure) {
      throw new AssertionError(failure);
    }
  }

  /** Waits until the file's TURL is out, and answers where it leads. */
  Path turl(Submission submission) {
    await(() -> {
      // of one moment: a file that is parked has a state and then an owner of another
      FileRow row = row(submission);
      return row.state() != dev.bora.db.table.FileState.QUEUED && row.owner() == null;
    });
    String turl = row(submission).turl();
    return turl == null ? null : Path.of(URI.create(turl).getPath());
  }

  void nudge(Submission submission) {
    calls()
        .nudge(
            as(ALICE),
            new NudgeArgs(submission.rows().requestId(), submission.rows().fileIds(), 0));
  }

  FileRow row(Submission submission) {
    return Objects.requireNonNull(database.call(tables -> tables.files().byId(submission.file())));
  }

  static void await(BooleanSupplier condition) {
    Await.until(condition);
  }

  /** What lies in the hidden folders. */
  List<String> hidden() throws IOException {
    try (Stream<Path> all = Files.walk(root.resolve(".bora"), 2)) {
      return all.filter(path -> path.getNameCount() == root.getNameCount() + 3)
          .map(path -> path.getParent().getFileName() + "/" + path.getFileName())
          .filter(name -> name.startsWith("new/") || name.startsWith("taken/"))
          .toList();
    }
  }

  /** Locks, pins and claims that are left. */
  long held() {
    return count("path_lock") + count("pin") + count("claimed") + count("ready");
  }

  /** Users, and all of them as one, of whom limits count any files. */
  long counted() {
    return count(
        "(SELECT 1 FROM tally GROUP BY kind, share HAVING SUM(waiting) != 0 OR SUM(running) != 0"
            + " OR SUM(parked) != 0 OR SUM(turls) != 0) counted");
  }

  private long count(String table) {
    try (java.sql.Connection connection = database.dataSource().getConnection();
        java.sql.Statement statement = connection.createStatement();
        java.sql.ResultSet results = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      results.next();
      return results.getLong(1);
    } catch (java.sql.SQLException exception) {
      throw new AssertionError(exception);
    }
  }

  Path write(String path, String content) throws IOException {
    return Files.writeString(root.resolve(path), content, UTF_8);
  }

  @Override
  public void close() {
    stop();
    database.close();
  }
}
