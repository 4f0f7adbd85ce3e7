// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend;

import dev.bora.db.ConnectionBudget;
import dev.bora.db.Database;
import dev.bora.db.PoolConfig;
import dev.bora.db.node.Drain;
import dev.bora.db.node.Footing;
import dev.bora.site.FrontendNode;
import dev.bora.site.Site;
import dev.bora.site.SiteException;
import dev.bora.site.SiteFile;
import dev.bora.srm.client.GridHttpClient;
import dev.bora.srm.client.GridHttpConfig;
import dev.bora.srm.client.GridHttpConfig.Transport;
import dev.bora.srm.client.GridHttpReply;
import dev.bora.srm.identity.GridTrust;
import dev.bora.srm.identity.GridTrustConfig;
import dev.bora.srm.pki.GridCredential;
import dev.bora.srm.pki.PemCredential;
import dev.bora.srm.pki.ProxyOptions;
import dev.bora.srm.pki.ThrowAwayGrid;
import dev.bora.srm.pki.VomsAttributes;
import dev.bora.srm.soap.SoapCodec;
import dev.bora.srm.types.SrmRequest;
import dev.bora.srm.types.SrmResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A frontend on loopback with a grid of its own, a database that is given, and a fake backend. */
final class TestSite implements AutoCloseable {
  private static final Footing FOOTING = new Footing(new ConnectionBudget(PoolConfig.of(5), 3));
  private static final String VOMS_HOST = "voms.test.example";

  final FakeBackend backend = new FakeBackend();
  final Site site;
  final FrontendNode node;
  final Frontend frontend;
  private final Path folder;
  private final ThrowAwayGrid grid;
  private final GridTrust trust;
  private final SoapCodec codec = new SoapCodec();
  private final Map<String, GridHttpClient> clients = new HashMap<>();

  TestSite(Path folder, Database database, UnaryOperator<String> change) throws Exception {
    this(folder, database, change, false);
  }

  /** With the way to backends that the site file names. */
  static TestSite whole(Path folder, Database database, UnaryOperator<String> change)
      throws Exception {
    return new TestSite(folder, database, change, true);
  }

  private TestSite(Path folder, Database database, UnaryOperator<String> change, boolean whole)
      throws Exception {
    this.folder = folder;
    this.grid = ThrowAwayGrid.openOrCreate(folder.resolve("grid"), "testgrid");
    grid.vomsServer(VOMS_HOST);
    grid.trustVomsServer("testvo", VOMS_HOST);
    grid.trustVomsServer("othervo", VOMS_HOST);
    this.trust =
        GridTrust.open(
            new GridTrustConfig(grid.certificates(), grid.vomsDirectory(), Duration.ofMinutes(10)));
    this.site = SiteFile.parse("test.yaml", change.apply(yaml()));
    this.node = site.nodes().frontends().get("frontend-1");
    Drain drain = new Drain(node.name(), () -> {});
    this.frontend =
        whole
            ? Frontend.start(site, node, database, FOOTING, drain)
            : Frontend.start(
                site,
                node,
                database,
                FOOTING,
                drain,
                (_, answeredBy) -> {
                  answeredBy.accept("backend-1");
                  return backend;
                });
  }

  private String yaml() throws Exception {
    Path gridMap = folder.resolve("gridmap");
    Files.writeString(
        gridMap, "\"/DC=bora/DC=testgrid/OU=People/CN=Carol Clark\" carol vo=testvo\n");
    return """
    name: test
    srm:
      host: localhost
      port: %d
      accepted: [alias.example.org:8444]
    nodes:
      frontends:
        frontend-1: {address: localhost, srm-port: %d, health-port: %d}
      backends:
        backend-1: {address: localhost, health-port: 9997}
      doors:
        door-1: {address: localhost, health-port: 9996}
    rpc: {secret-file: /etc/bora/rpc-secret}
    database: {hosts: [localhost:3306], password-file: /etc/bora/password}
    security:
      host-certificate: %s
      host-key: %s
      certificate-directory: %s
      voms-directory: %s
      gridmap: %s
      administrators: [/testvo/Role=admin]
    storage-areas:
      data:
        root: /storage/data
        vos: [testvo]
        access-points: [/data, /alias/of/data]
      other:
        root: /storage/other
        vos: [othervo]
    queue: {nudge-wait: 200ms}
    lifetimes: {pin-default: 100s, pin-maximum: 1000s, request-default: 200s, request-maximum: 2000s}
    draining: {notice: 0s}
    limits: {surls-per-request: 20}
    """
        .formatted(
            8444,
            freePort(),
            freePort(),
            grid.host().certificateFile(),
            grid.host().keyFile(),
            grid.certificates(),
            grid.vomsDirectory(),
            gridMap);
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      return socket.getLocalPort();
    }
  }

  /** A user with a VOMS proxy, or a plain one. */
  PemCredential user(String name, @Nullable String vo, String... fqans) throws Exception {
    String commonName =
        Character.toUpperCase(name.charAt(0))
            + name.substring(1)
            + " "
            + switch (name) {
              case "alice" -> "Adams";
              case "bob" -> "Brown";
              case "carol" -> "Clark";
              default -> "Doe";
            };
    GridCredential credential = grid.user(name, commonName);
    ProxyOptions options = ProxyOptions.lasting(Duration.ofHours(1));
    if (vo != null) {
      Instant now = Instant.now();
      options =
          options.withAttributes(
              new VomsAttributes(
                  vo,
                  VOMS_HOST,
                  List.of(fqans),
                  grid.vomsServer(VOMS_HOST).read(),
                  now.minusSeconds(60),
                  now.plusSeconds(3600)));
    }
    Path file = Files.createTempFile(folder, "proxy", ".pem");
    Files.delete(file);
    return PemCredential.readProxy(grid.proxy(credential, options, file));
  }

  private GridHttpClient client(String who) throws Exception {
    GridHttpClient client = clients.get(who);
    if (client == null) {
      PemCredential credential =
          switch (who) {
            case "alice", "bob" -> user(who, "testvo", "/testvo");
            case "admin" -> user("bob", "testvo", "/testvo", "/testvo/Role=admin");
            case "eve" -> user("eve", "othervo", "/othervo");
            case "carol", "dave" -> user(who, null);
            default -> throw new IllegalArgumentException(who);
          };
      client =
          new GridHttpClient(
              new GridHttpConfig(
                  Transport.HTTPG,
                  "localhost",
                  frontend.srmPort(),
                  Duration.ofSeconds(10),
                  Duration.ofSeconds(30),
                  16 << 20),
              credential,
              trust);
      clients.put(who, client);
    }
    return client;
  }

  GridHttpReply post(String who, String target, byte[] body) throws Exception {
    return client(who).post(target, Map.of("Content-Type", "text/xml; charset=utf-8"), body);
  }

  /** Asks, and reads the answer. */
  <R extends SrmResponse> R ask(String who, SrmRequest request, Class<R> type) throws Exception {
    GridHttpReply reply = post(who, "/srm/managerv2", codec.writeRequest(request));
    if (reply.status() != 200) {
      throw new AssertionError(
          reply.status() + " " + new String(reply.body(), StandardCharsets.UTF_8));
    }
    return type.cast(
        codec.readResponse(new ByteArrayInputStream(reply.body()), "utf-8", request.operation()));
  }

  static Site parse(String yaml) throws SiteException {
    return SiteFile.parse("test.yaml", yaml);
  }

  @Override
  public void close() throws IOException {
    for (GridHttpClient client : clients.values()) {
      client.close();
    }
    frontend.close();
    trust.close();
  }
}
