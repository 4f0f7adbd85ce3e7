// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.gsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.srm.identity.GridTrust;
import dev.bora.srm.identity.GridTrustConfig;
import dev.bora.srm.identity.Identity;
import dev.bora.srm.identity.PeerIdentities;
import dev.bora.srm.pki.GridCredential;
import dev.bora.srm.pki.PemCredential;
import dev.bora.srm.pki.SingleCredentialKeyManager;
import dev.bora.srm.pki.ThrowAwayGrid;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plain https that asks for a certificate and does without one. */
class OptionalCertificateTest {

  @TempDir Path folder;
  private ThrowAwayGrid grid;
  private GridTrust trust;
  private Server server;
  private ServerConnector connector;

  @BeforeEach
  void start() throws Exception {
    grid = ThrowAwayGrid.openOrCreate(folder, "testgrid");
    trust =
        GridTrust.open(
            new GridTrustConfig(grid.certificates(), grid.vomsDirectory(), Duration.ofMinutes(10)));
    serve(GsiConnectorConfig.of("localhost", 0));
  }

  private void serve(GsiConnectorConfig config) throws Exception {
    PeerIdentities identities = new PeerIdentities(trust, 10, Clock.systemUTC());
    server = new Server();
    connector = GsiConnector.createHttps(server, config, identities, TestSite.hostCredential(grid));
    server.addConnector(connector);
    server.setHandler(IdentityHandler.optional(identities, new Who()));
    server.start();
  }

  @AfterEach
  void stop() {
    LifeCycle.stop(server);
    trust.close();
  }

  @Test
  void withoutOne() throws Exception {
    assertThat(ask(null, "GET")).contains("200 OK").endsWith("nobody");
  }

  @Test
  void withOne() throws Exception {
    assertThat(ask(grid.user("alice", "Alice Adams"), "GET")).endsWith("/CN=Alice Adams");
  }

  @Test
  void methodsThatBeginAsADelegationDoes() throws Exception {
    assertThat(ask(null, "DELETE")).contains("200 OK").endsWith("nobody");
  }

  @Test
  void oneThatIsRevokedIsWorseThanNone() throws Exception {
    GridCredential mallory = grid.user("mallory", "Mallory");
    grid.revoke(mallory);
    assertThat(trust.reload()).isTrue();
    assertThatThrownBy(() -> ask(mallory, "GET")).isInstanceOf(IOException.class);
  }

  /** The handshake has a limit of its own, as over httpg. */
  @Test
  void aSlowHandshakeIsNotIdle() throws Exception {
    LifeCycle.stop(server);
    serve(GsiConnectorConfig.of("localhost", 0).withIdleTimeout(Duration.ofMillis(200)));
    SSLContext context = RawTlsClient.context(grid.user("alice", "Alice Adams").read());
    try (RawTlsClient client =
        new RawTlsClient(connector.getLocalPort(), context, Duration.ofMillis(500))) {
      // It stands; idle from now on, it ends long before a negotiation would have to be over.
      long begin = System.nanoTime();
      assertThat(client.recordTypesUntilEnd()).doesNotContain(RawTlsClient.ALERT);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void aHandshakeThatStaysUnfinishedIsCutOff() throws Exception {
    LifeCycle.stop(server);
    serve(GsiConnectorConfig.of("localhost", 0).withNegotiationTimeout(Duration.ofSeconds(2)));
    long begin = System.nanoTime();
    try (Socket socket = new Socket("localhost", connector.getLocalPort())) {
      socket.setSoTimeout(30_000);
      assertThat(socket.getInputStream().read()).isNegative();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(Duration.ofMillis(1500), Duration.ofSeconds(20));
  }

  private String ask(@Nullable GridCredential credential, String method) throws Exception {
    SSLContext context = SSLContext.getInstance("TLSv1.2");
    context.init(
        credential == null ? null : new KeyManager[] {keys(credential.read())},
        new TrustManager[] {new AcceptingTrustManager()},
        null);
    try (Socket socket =
        context.getSocketFactory().createSocket("localhost", connector.getLocalPort())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              (method + " / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private static SingleCredentialKeyManager keys(PemCredential credential) {
    SingleCredentialKeyManager.Current current =
        new SingleCredentialKeyManager.Current("user", credential.key(), credential.chain());
    return new SingleCredentialKeyManager(() -> current);
  }

  private static final class Who extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      String who = IdentityHandler.identityIfShown(request).map(Identity::dn).orElse("nobody");
      Content.Sink.write(response, true, who, callback);
      return true;
    }
  }
}
