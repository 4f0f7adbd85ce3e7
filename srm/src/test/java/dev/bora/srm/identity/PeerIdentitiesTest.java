// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.srm.pki.GridCredential;
import dev.bora.srm.pki.PemCredential;
import dev.bora.srm.pki.ProxyOptions;
import dev.bora.srm.pki.ThrowAwayGrid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered is recognised by its being the same object. */
class PeerIdentitiesTest {

  private static final Duration RELOAD = Duration.ofMinutes(10);

  @TempDir Path folder;
  private ThrowAwayGrid grid;
  private GridTrust trust;
  private final SettableClock clock = new SettableClock();

  @BeforeEach
  void open() throws Exception {
    grid = ThrowAwayGrid.openOrCreate(folder, "testgrid");
    trust = GridTrust.open(new GridTrustConfig(grid.certificates(), grid.vomsDirectory(), RELOAD));
  }

  @AfterEach
  void close() {
    trust.close();
  }

  private static X509Certificate[] chain(PemCredential credential) {
    return credential.chain().toArray(X509Certificate[]::new);
  }

  private X509Certificate[] user(String name) throws Exception {
    return chain(grid.user(name, name).read());
  }

  @Test
  void remembersForAsLongAsTheReloadIntervalAtMost() throws Exception {
    PeerIdentities identities = new PeerIdentities(trust, 10, clock);
    X509Certificate[] alice = user("alice");
    Identity first = identities.identify(alice);
    clock.advance(RELOAD.minusSeconds(1));
    assertThat(identities.identify(alice)).isSameAs(first);
    clock.advance(Duration.ofSeconds(1));
    assertThat(identities.identify(alice)).isNotSameAs(first).isEqualTo(first);
  }

  @Test
  void forgetsTheOneNotAskedForLongest() throws Exception {
    PeerIdentities identities = new PeerIdentities(trust, 2, clock);
    X509Certificate[] alice = user("alice");
    Identity ofAlice = identities.identify(alice);
    Identity ofBob = identities.identify(user("bob"));
    assertThat(identities.identify(alice)).isSameAs(ofAlice);
    identities.identify(user("carol"));
    assertThat(identities.identify(alice)).isSameAs(ofAlice);
    assertThat(identities.identify(user("bob"))).isNotSameAs(ofBob).isEqualTo(ofBob);
  }

  @Test
  void forgetsWhenTheProxyExpires() throws Exception {
    Instant now = clock.instant();
    PemCredential proxy =
        PemCredential.readProxy(
            grid.proxy(
                grid.user("alice", "alice"),
                ProxyOptions.lasting(RELOAD)
                    .validBetween(now.minusSeconds(60), now.plusSeconds(100)),
                folder.resolve("proxy.pem")));
    PeerIdentities identities = new PeerIdentities(trust, 10, clock);
    assertThat(identities.identify(chain(proxy)).expires())
        .isEqualTo(proxy.certificate().getNotAfter().toInstant());
    clock.advance(Duration.ofSeconds(102));
    assertThatThrownBy(() -> identities.identify(chain(proxy)))
        .isInstanceOf(CredentialRefusedException.class)
        .hasMessageContaining("expired");
  }

  @Test
  void revocationCountsFromTheReloadOn() throws Exception {
    GridCredential alice = grid.user("alice", "alice");
    PeerIdentities identities = new PeerIdentities(trust, 10, clock);
    Identity ofBob = identities.identify(user("bob"));
    identities.identify(chain(alice.read()));
    assertThat(trust.reload()).as("nothing changed").isFalse();
    assertThat(identities.identify(user("bob"))).isSameAs(ofBob);
    grid.revoke(alice);
    assertThat(trust.reload()).isTrue();
    assertThatThrownBy(() -> identities.identify(chain(alice.read())))
        .isInstanceOf(CredentialRefusedException.class)
        .hasMessageContaining("revoked");
    assertThat(identities.identify(user("bob"))).isEqualTo(ofBob);
  }

  @Test
  void anAuthorityWhoseListIsOutOfDateIsNotBelieved() throws Exception {
    PeerIdentities identities = new PeerIdentities(trust, 10, clock);
    X509Certificate[] alice = user("alice");
    identities.identify(alice);
    grid.renewRevocationList(Duration.ofMinutes(-1));
    trust.reload();
    assertThatThrownBy(() -> identities.identify(alice))
        .isInstanceOf(CredentialRefusedException.class);
    grid.renewRevocationList(Duration.ofDays(1));
    trust.reload();
    assertThat(identities.identify(alice)).isNotNull();
  }

  @Test
  void namespaceOfTheAuthorityIsHeld() throws Exception {
    X509Certificate[] alice = user("alice");
    for (String kind : new String[] {".namespaces", ".signing_policy"}) {
      Path file;
      try (var files = Files.list(grid.certificates())) {
        for (Path each : files.filter(path -> path.toString().endsWith(kind)).toList()) {
          Files.writeString(
              each,
              Files.readString(each)
                  .replace("testgrid/*", "other/*")
                  .replace("testgrid/.*", "other/.*"));
        }
      }
      trust.reload();
      assertThatThrownBy(() -> new PeerIdentities(trust, 10, clock).identify(alice))
          .as(kind)
          .isInstanceOf(CredentialRefusedException.class);
      try (var files = Files.list(grid.certificates())) {
        file = files.filter(path -> path.toString().endsWith(kind)).findFirst().orElseThrow();
      }
      assertThat(Files.readString(file)).contains("other/");
      restore(kind);
      trust.reload();
      assertThat(new PeerIdentities(trust, 10, clock).identify(alice).dn()).endsWith("/CN=alice");
    }
  }

  private void restore(String kind) throws IOException {
    try (var files = Files.list(grid.certificates())) {
      for (Path each : files.filter(path -> path.toString().endsWith(kind)).toList()) {
        Files.writeString(each, Files.readString(each).replace("other/", "testgrid/"));
      }
    }
  }

  @Test
  void unreadableTrustStaysAsItWas() throws Exception {
    PeerIdentities identities = new PeerIdentities(trust, 10, clock);
    Path elsewhere = folder.resolve("moved");
    Files.move(grid.certificates(), elsewhere);
    assertThatThrownBy(trust::reload).isInstanceOf(IOException.class);
    assertThat(
            identities
                .identify(
                    chain(
                        PemCredential.read(
                            folder.resolve("hostcert.pem"), folder.resolve("hostkey.pem"))))
                .dn())
        .contains("localhost");
    Files.createDirectory(grid.certificates());
    assertThatThrownBy(trust::reload)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("holds no certificate authority");
  }

  @Test
  void startErrorsNameTheFolder() {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> GridTrust.open(new GridTrustConfig(missing, null, RELOAD)))
        .isInstanceOf(IOException.class)
        .hasMessage(missing + ": Not a directory");
    assertThatThrownBy(
            () -> GridTrust.open(new GridTrustConfig(grid.certificates(), missing, RELOAD)))
        .isInstanceOf(IOException.class)
        .hasMessage(missing + ": Not a directory");
  }

  private static final class SettableClock extends Clock {

    private Instant now = Instant.now();

    void advance(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneId.of("UTC");
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
