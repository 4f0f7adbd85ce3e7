// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.gsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.srm.client.GridHttpClient;
import dev.bora.srm.client.GridHttpConfig.Transport;
import dev.bora.srm.client.GridHttpReply;
import dev.bora.srm.pki.GridCredential;
import dev.bora.srm.pki.PemCredential;
import dev.bora.srm.pki.ThrowAwayGrid;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Credentials that end in a TLS alert, and in one line of the log. */
class RefusedCredentialsTest {

  private static final Duration RELOAD = Duration.ofMillis(200);

  @TempDir static Path folder;
  private static TestSite site;

  @BeforeAll
  static void start() throws Exception {
    site = TestSite.start(folder, RELOAD, config -> config);
  }

  @AfterAll
  static void stop() throws Exception {
    site.close();
  }

  private static void assertRefused(
      @Nullable PemCredential credential, String alert, String subject, String reason)
      throws Exception {
    try (LogCapture log = new LogCapture()) {
      assertThatThrownBy(
              () -> {
                try (RawTlsClient client = new RawTlsClient(site.port(), credential)) {
                  client.send("0");
                  client.sendRequest("POST /srm/managerv2 HTTP/1.1");
                  assertThat(client.receive()).as("an answer").isEmpty();
                }
              })
          .isInstanceOf(IOException.class)
          // A client that is still writing when the server has closed may not get to read the
          // alert.
          .message()
          .containsAnyOf(alert, "Broken pipe", "Connection reset");
      Eventually.become(Duration.ofSeconds(5), () -> !log.lines().isEmpty());
      assertThat(log.lines())
          .singleElement()
          .asString()
          .contains("127.0.0.1", "refused: " + subject, reason)
          .doesNotContain("\n");
      assertThat(log.hasStackTrace()).isFalse();
    }
  }

  @Test
  void expiredCertificate() throws Exception {
    Instant now = Instant.now();
    GridCredential carol =
        site.grid.user("carol", "Carol Cole", now.minusSeconds(7200), now.minusSeconds(60));
    assertRefused(
        carol.read(),
        "certificate_unknown",
        "/DC=bora/DC=testgrid/OU=People/CN=Carol Cole: ",
        "expired");
  }

  @Test
  void expiredProxy() throws Exception {
    Instant now = Instant.now();
    assertRefused(
        site.proxy(TestSite.hour().validBetween(now.minusSeconds(7200), now.minusSeconds(60))),
        "certificate_unknown",
        "/DC=bora/DC=testgrid/OU=People/CN=Alice Adams/CN=",
        "expired");
  }

  @Test
  void notYetValid() throws Exception {
    Instant now = Instant.now();
    GridCredential dave =
        site.grid.user("dave", "Dave Dow", now.plusSeconds(3600), now.plusSeconds(7200));
    assertRefused(
        dave.read(),
        "certificate_unknown",
        "/DC=bora/DC=testgrid/OU=People/CN=Dave Dow: ",
        "valid");
  }

  @Test
  void untrustedAuthority(@TempDir Path elsewhere) throws Exception {
    ThrowAwayGrid other = ThrowAwayGrid.openOrCreate(elsewhere, "elsewhere");
    assertRefused(
        other.user("eve", "Eve Else").read(),
        "certificate_unknown",
        "/DC=bora/DC=elsewhere/OU=People/CN=Eve Else: ",
        "trusted");
  }

  @Test
  void authorityWithATrustedName(@TempDir Path elsewhere) throws Exception {
    ThrowAwayGrid other = ThrowAwayGrid.openOrCreate(elsewhere, "testgrid");
    assertRefused(
        other.user("alice", "Alice Adams").read(),
        "certificate_unknown",
        "/DC=bora/DC=testgrid/OU=People/CN=Alice Adams: ",
        "");
  }

  @Test
  void noCertificate() throws Exception {
    assertRefused(null, "handshake_failure", "no subject", "TLS handshake failed");
  }

  @Test
  void revokedWhileConnected() throws Exception {
    GridCredential mallory = site.grid.user("mallory", "Mallory Moss");
    PemCredential proxy = site.proxy(mallory, TestSite.hour());
    try (GridHttpClient client = site.client(Transport.HTTPG, proxy)) {
      assertThat(TestSite.text(client, "/")).contains("Mallory Moss");
      assertThat(TestSite.text(client, "/")).as("remembered").contains("Mallory Moss");
      site.grid.revoke(mallory);
      Instant revoked = Instant.now();
      Eventually.become(
          Duration.ofSeconds(5),
          () -> {
            GridHttpReply reply = client.post("/", Map.of(), new byte[0]);
            return reply.status() == 403 && reply.header("Connection").orElse("").equals("close");
          });
      assertThat(Duration.between(revoked, Instant.now())).isLessThan(RELOAD.multipliedBy(10));
    }
    assertRefused(
        proxy,
        "certificate_unknown",
        "/DC=bora/DC=testgrid/OU=People/CN=Mallory Moss/CN=",
        "revoked");
    assertThat(site.ask(Transport.HTTPG, site.alice().read()))
        .as("others are not concerned")
        .contains("Alice Adams");
  }

  @Test
  void expiresWhileConnected() throws Exception {
    Instant now = Instant.now();
    PemCredential proxy =
        site.proxy(TestSite.hour().validBetween(now.minusSeconds(60), now.plusSeconds(2)));
    try (GridHttpClient client = site.client(Transport.HTTPS, proxy)) {
      assertThat(client.post("/", Map.of(), new byte[0]).status()).isEqualTo(200);
      Eventually.become(
          Duration.ofSeconds(6), () -> client.post("/", Map.of(), new byte[0]).status() == 403);
    }
  }
}
