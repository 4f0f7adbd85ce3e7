// SPDX-License-Identifier: Apache-2.0
package dev.bora.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.db.Database;
import dev.bora.db.TestServer;
import dev.bora.db.node.Drain;
import dev.bora.db.node.Fence;
import dev.bora.db.queue.Claim;
import dev.bora.db.queue.Claims;
import dev.bora.db.queue.Journal;
import dev.bora.db.queue.Journal.Intent;
import dev.bora.db.queue.Submissions;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.IncarnationRow;
import dev.bora.db.table.Line;
import dev.bora.db.table.NewFile;
import dev.bora.db.table.NewIncarnation;
import dev.bora.db.table.NewRequest;
import dev.bora.db.table.NodeRole;
import dev.bora.db.table.Place;
import dev.bora.db.table.RequestKind;
import dev.bora.db.table.Requester;
import dev.bora.db.table.Step;
import dev.bora.filesystem.AreaLimits;
import dev.bora.filesystem.CreateOutcome;
import dev.bora.filesystem.CreationSteps;
import dev.bora.filesystem.HiddenName;
import dev.bora.filesystem.StorageArea;
import dev.bora.site.DoorNode;
import dev.bora.site.Site;
import dev.bora.site.SiteFile;
import dev.bora.srm.gsi.TlsPlatform;
import dev.bora.srm.pki.GridCredential;
import dev.bora.srm.pki.PemCredential;
import dev.bora.srm.pki.ThrowAwayGrid;
import dev.bora.srm.types.TOverwriteMode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A door with a grid, a database and a storage area, and a backend's side of its requests. */
final class DoorFixture implements AutoCloseable {
  static final String AREA = "data";
  static final String SECRET = "a-Secret_of-22-letters";

  static {
    // Before the first connection to the database, which loads the TLS of the JVM.
    TlsPlatform.prepare();
  }

  final Path folder;
  final ThrowAwayGrid grid;
  final Database database;
  final Path root;
  final StorageArea area;
  final Site site;
  final DoorNode node;
  final Fence fence;
  Door door;

  /** A TURL that is out, and the row behind it. */
  record Open(long id, String target, @Nullable HiddenName upload) {}

  private DoorFixture(Path folder, String schema, UnaryOperator<DoorLimits> limits)
      throws Exception {
    this.folder = folder;
    this.grid = ThrowAwayGrid.openOrCreate(folder.resolve("grid"), "testgrid");
    this.database = TestServer.migratedDatabase(schema);
    this.root = Files.createDirectories(folder.resolve("area"));
    this.site = site();
    this.node = site.nodes().doors().get("door");
    this.area = StorageArea.open(AREA, root, AreaLimits.DEFAULT);
    this.fence = backend();
    this.door = Door.start(site, node, database, "test", drain(), limits.apply(DoorLimits.DEFAULT));
  }

  /** For a door of this site. */
  Drain drain() {
    return new Drain(node.name(), () -> {});
  }

  static DoorFixture start(Path folder, String schema) throws Exception {
    return start(folder, schema, limits -> limits);
  }

  static DoorFixture start(Path folder, String schema, UnaryOperator<DoorLimits> limits)
      throws Exception {
    return new DoorFixture(folder, schema, limits);
  }

  private Site site() throws Exception {
    GridCredential host = grid.host();
    String text =
        """
        name: test
        srm: {host: localhost}
        nodes:
          frontends: {fe: {address: localhost, srm-port: 1, health-port: 3}}
          backends: {be: {address: localhost, xml-rpc-port: 2, health-port: 4}}
          doors: {door: {address: localhost, https-port: %d, health-port: %d}}
        draining: {notice: 0s}
        heartbeat: {beat: 100ms, self-stop: 6s, stale: 10s}
        rpc: {secret-file: %s}
        database: {hosts: [localhost:3306], password-file: /etc/bora/password}
        security:
          host-certificate: %s
          host-key: %s
          certificate-directory: %s
          voms-directory: %s
        storage-areas:
          data: {root: %s, vos: [testvo]}
        """
            .formatted(
                freePort(),
                freePort(),
                secret("rpc", "0123456789abcdef0123456789abcdef"),
                host.certificateFile(),
                host.keyFile(),
                grid.certificates(),
                grid.vomsDirectory(),
                root);
    return SiteFile.parse("site.yaml", text);
  }

  private Path secret(String name, String value) throws IOException {
    Path file = folder.resolve(name + "-secret");
    Files.writeString(file, value + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Fence backend() {
    long epoch =
        database.call(tables -> {
          tables
              .incarnations()
              .insert(new NewIncarnation(NodeRole.BACKEND, "be", "localhost:2", "1", "0", "b", 1));
          return tables.incarnations().lastEpoch();
        });
    return new Fence(database, epoch, "be");
  }

  PemCredential alice() throws Exception {
    return grid.user("alice", "Alice Adams").read();
  }

  PemCredential bob() throws Exception {
    return grid.user("bob", "Bob Brown").read();
  }

  Requester requester() {
    return new Requester("/DC=bora/DC=testgrid/OU=People/CN=Alice Adams", "testvo", List.of());
  }

  DoorClient client(@Nullable PemCredential credential) throws Exception {
    return new DoorClient(node.httpsPort(), credential);
  }

  /** A TURL for writing a path of the area. */
  Open upload(String path, @Nullable Long promised) throws Exception {
    FileRow row = submit(RequestKind.PUT, path, promised);
    HiddenName name = new HiddenName(row.id(), row.claim());
    new Journal(fence).intend(Claim.of(row), new Intent(Step.CREATE, null, row.claim()), List.of());
    assertThat(area.creation().createUpload(name, Optional.empty()))
        .isInstanceOf(CreateOutcome.Created.class);
    String target = "/" + row.id() + "/" + SECRET + "/name%25%20of%2Ffile";
    new Journal(fence).uploadReady(Claim.of(row), turl(target), 600);
    return new Open(row.id(), target, name);
  }

  /** A TURL for reading a path of the area. */
  Open pin(String path, int seconds) throws Exception {
    FileRow row = submit(RequestKind.GET, path, null);
    String target = "/" + row.id() + "/" + SECRET + "/name";
    new Journal(fence).pinned(Claim.of(row), row.place(), 0, turl(target), seconds);
    return new Open(row.id(), target, null);
  }

  Open pin(String path) throws Exception {
    return pin(path, 600);
  }

  private String turl(String target) {
    return "https://localhost:" + node.httpsPort() + target;
  }

  private FileRow submit(RequestKind kind, String path, @Nullable Long promised) {
    NewRequest request =
        new NewRequest(
            UUID.randomUUID().toString(),
            kind,
            requester(),
            null,
            "127.0.0.1",
            "fe",
            List.of("https"),
            TOverwriteMode.NEVER,
            false,
            600,
            3600,
            List.of(NewFile.accepted("srm://h/" + path, Place.of(AREA, path), promised)));
    long id = new Submissions(database).submit(request).fileIds().getFirst();
    List<FileRow> claimed =
        new Claims(fence).claimNamed(Line.ofWork(AREA, kind, requester().share()), List.of(id));
    assertThat(claimed).hasSize(1);
    return claimed.getFirst();
  }

  Path uploadFile(Open open) {
    return root.resolve(CreationSteps.uploadPath(Objects.requireNonNull(open.upload())));
  }

  /** The epoch under which the door was registered last. */
  long epoch() {
    return database.call(tables -> tables.incarnations().live()).stream()
        .filter(row -> row.role() == NodeRole.DOOR)
        .mapToLong(IncarnationRow::epoch)
        .max()
        .orElseThrow();
  }

  boolean isBeingWritten(Open open) {
    return database.<@Nullable Long>call(tables -> tables.doorWrites().writer(open.id())) != null;
  }

  /** What its health port says. */
  HttpResponse<String> health() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://" + node.health() + "/health")).build(),
          BodyHandlers.ofString());
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    area.close();
    database.close();
  }
}
