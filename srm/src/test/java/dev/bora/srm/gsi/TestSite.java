// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.gsi;

import dev.bora.srm.client.GridHttpClient;
import dev.bora.srm.client.GridHttpConfig;
import dev.bora.srm.client.GridHttpConfig.Transport;
import dev.bora.srm.identity.GridTrust;
import dev.bora.srm.identity.GridTrustConfig;
import dev.bora.srm.identity.Identity;
import dev.bora.srm.identity.PeerIdentities;
import dev.bora.srm.pki.GridCredential;
import dev.bora.srm.pki.PemCredential;
import dev.bora.srm.pki.ProxyOptions;
import dev.bora.srm.pki.ThrowAwayGrid;
import dev.bora.srm.pki.VomsAttributes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;

/** A grid in a folder, and a server that answers with who asked, and what. */
final class TestSite implements AutoCloseable {

  static final String VO = "testvo";
  static final String VOMS_HOST = "voms.test.example";

  final Path folder;
  final ThrowAwayGrid grid;
  final GridTrust trust;
  final Server server;
  final ServerConnector connector;
  final AtomicInteger slowRequests;
  private final AtomicInteger proxies = new AtomicInteger();

  private TestSite(
      Path folder,
      ThrowAwayGrid grid,
      GridTrust trust,
      Server server,
      ServerConnector connector,
      AtomicInteger slowRequests) {
    this.slowRequests = slowRequests;
    this.folder = folder;
    this.grid = grid;
    this.trust = trust;
    this.server = server;
    this.connector = connector;
  }

  static TestSite start(Path folder) throws Exception {
    return start(folder, Duration.ofMinutes(10), config -> config);
  }

  static TestSite start(
      Path folder, Duration reloadInterval, UnaryOperator<GsiConnectorConfig> change)
      throws Exception {
    ThrowAwayGrid grid = ThrowAwayGrid.openOrCreate(folder.resolve("grid"), "testgrid");
    grid.vomsServer(VOMS_HOST);
    grid.trustVomsServer(VO, VOMS_HOST);
    GridTrust trust =
        GridTrust.open(
            new GridTrustConfig(grid.certificates(), grid.vomsDirectory(), reloadInterval));
    PeerIdentities identities = new PeerIdentities(trust, 1000, Clock.systemUTC());
    AtomicInteger slowRequests = new AtomicInteger();
    Server server = new Server();
    ServerConnector connector =
        GsiConnector.create(
            server,
            change.apply(GsiConnectorConfig.of("localhost", 0)),
            trust,
            identities,
            hostCredential(grid));
    server.addConnector(connector);
    server.setHandler(new IdentityHandler(identities, new Echo(slowRequests)));
    server.start();
    return new TestSite(folder, grid, trust, server, connector, slowRequests);
  }

  static HostCredential hostCredential(ThrowAwayGrid grid) throws Exception {
    GridCredential host = grid.host();
    return HostCredential.open(
        host.certificateFile(), host.keyFile(), Duration.ofMillis(1), Clock.systemUTC());
  }

  int port() {
    return connector.getLocalPort();
  }

  GridCredential alice() throws Exception {
    return grid.user("alice", "Alice Adams");
  }

  PemCredential proxy(ProxyOptions options) throws Exception {
    return proxy(alice(), options);
  }

  PemCredential proxy(GridCredential user, ProxyOptions options) throws Exception {
    return PemCredential.readProxy(
        grid.proxy(user, options, folder.resolve("proxy" + proxies.incrementAndGet() + ".pem")));
  }

  static ProxyOptions hour() {
    return ProxyOptions.lasting(Duration.ofHours(1));
  }

  VomsAttributes attributes(String... fqans) throws Exception {
    Instant now = Instant.now();
    return new VomsAttributes(
        VO,
        VOMS_HOST,
        List.of(fqans),
        grid.vomsServer(VOMS_HOST).read(),
        now.minusSeconds(60),
        now.plusSeconds(600));
  }

  GridHttpClient client(Transport transport, PemCredential credential) throws Exception {
    return new GridHttpClient(
        new GridHttpConfig(
            transport, "localhost", port(), Duration.ofSeconds(5), Duration.ofSeconds(10), 1 << 20),
        credential,
        trust);
  }

  String ask(Transport transport, PemCredential credential) throws Exception {
    try (GridHttpClient client = client(transport, credential)) {
      return text(client, "/srm/managerv2");
    }
  }

  static String text(GridHttpClient client, String target) throws Exception {
    return new String(
        client.post(target, Map.of("Content-Type", "text/xml"), new byte[] {'x'}).body(),
        StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
    trust.close();
  }

  /** Answers "dn vo fqans target body"; waits as many milliseconds as a path /wait/N asks for. */
  private static final class Echo extends Handler.Abstract {

    private final AtomicInteger slowRequests;

    Echo(AtomicInteger slowRequests) {
      this.slowRequests = slowRequests;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      String body = Content.Source.asString(request, StandardCharsets.UTF_8);
      String path = Request.getPathInContext(request);
      if (path.startsWith("/wait/")) {
        slowRequests.incrementAndGet();
        // the slow handler is what a test asks for
        Thread.sleep(Long.parseLong(path.substring(6)));
      }
      Identity identity = IdentityHandler.identity(request);
      Content.Sink.write(
          response,
          true,
          "%s %s %s %s %s"
              .formatted(
                  identity.dn(), identity.vo(), identity.fqans(), request.getHttpURI(), body),
          callback);
      return true;
    }
  }
}
