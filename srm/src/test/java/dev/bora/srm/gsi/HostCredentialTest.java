// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.gsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.srm.client.GridHttpConfig.Transport;
import dev.bora.srm.pki.GridCredential;
import dev.bora.srm.pki.PemCredential;
import dev.bora.srm.pki.ThrowAwayGrid;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.atomic.AtomicReference;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostCredentialTest {

  @TempDir Path folder;
  private ThrowAwayGrid grid;
  private GridCredential host;

  @BeforeEach
  void makeGrid() throws Exception {
    grid = ThrowAwayGrid.openOrCreate(folder.resolve("grid"), "testgrid");
    host = grid.host();
  }

  private void assertStartError(Class<? extends Exception> type, String... message) {
    assertThatThrownBy(() -> TestSite.hostCredential(grid))
        .isInstanceOf(type)
        .satisfies(error -> assertThat(error.getMessage()).contains(message));
  }

  @Test
  void missingFiles() throws Exception {
    Files.delete(host.keyFile());
    assertStartError(IOException.class, host.keyFile() + ": No such file or directory");
  }

  @Test
  void keyReadableByOthers() throws Exception {
    Files.setPosixFilePermissions(host.keyFile(), PosixFilePermissions.fromString("rw-r-----"));
    assertStartError(
        CertificateException.class,
        host.keyFile() + ": mode rw-r----- lets others at the private key; chmod 600 it");
  }

  @Test
  void noPem() throws Exception {
    Files.writeString(host.certificateFile(), "hello");
    assertStartError(
        CertificateException.class, host.certificateFile() + ": holds no PEM certificate");
    Files.writeString(
        host.certificateFile(), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    assertStartError(
        CertificateException.class, host.certificateFile() + ": not a readable PEM file");
  }

  @Test
  void keyOfAnotherCertificate() throws Exception {
    Files.writeString(host.keyFile(), Files.readString(grid.user("alice", "Alice").keyFile()));
    assertStartError(
        CertificateException.class,
        host.keyFile() + " is not the private key of the certificate in " + host.certificateFile());
  }

  @Test
  void expiredAndNotYetValid() throws Exception {
    Instant now = Instant.now();
    grid.renewHost(now.minusSeconds(7200), now.minusSeconds(60));
    assertStartError(
        CertificateException.class,
        host.certificateFile() + ": the certificate of CN=localhost",
        "expired at");
    grid.renewHost(now.plusSeconds(60), now.plusSeconds(7200));
    assertStartError(
        CertificateException.class, host.certificateFile() + ": ", "is not valid before");
  }

  @Test
  void expiresWhileItIsInUseAndIsRenewed() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    Instant end = now.get().plusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
    grid.renewHost(now.get().minusSeconds(60), end);
    HostCredential credential =
        HostCredential.open(
            host.certificateFile(), host.keyFile(), Duration.ofSeconds(10), clock(now::get));
    assertThat(credential.trouble()).isEmpty();
    now.set(end.plusSeconds(1));
    assertThat(credential.trouble())
        .hasValueSatisfying(trouble ->
            assertThat(trouble)
                .startsWith(host.certificateFile() + ": the certificate of CN=localhost")
                .endsWith(" expired at " + end));
    grid.renewHost(end.minusSeconds(60), end.plusSeconds(60));
    now.set(end.plusSeconds(11));
    assertThat(credential.trouble()).isEmpty();
  }

  private static Clock clock(InstantSource source) {
    return source.withZone(ZoneOffset.UTC);
  }

  @Test
  void pkcs8Key() throws Exception {
    String encoded =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(host.read().key().getEncoded());
    Files.writeString(
        host.keyFile(),
        "-----BEGIN PRIVATE KEY-----\n" + encoded + "\n-----END PRIVATE KEY-----\n");
    assertThat(TestSite.hostCredential(grid).current().key()).isEqualTo(host.read().key());
  }

  /**
   * A client that trusts everybody shows that the key works in a handshake; the grid's own keys are
   * RSA.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void ellipticKey(boolean pkcs8) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair keys = generator.generateKeyPair();
    X500Name name = new X500Name("CN=localhost");
    Instant now = Instant.now();
    StringWriter certificate = new StringWriter();
    StringWriter key = new StringWriter();
    try (JcaPEMWriter pem = new JcaPEMWriter(certificate);
        JcaPEMWriter keyPem = new JcaPEMWriter(key)) {
      pem.writeObject(
          new JcaX509v3CertificateBuilder(
                  name,
                  BigInteger.ONE,
                  Date.from(now.minusSeconds(60)),
                  Date.from(now.plusSeconds(600)),
                  name,
                  keys.getPublic())
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
      if (pkcs8) {
        keyPem.writeObject(
            new org.bouncycastle.openssl.jcajce.JcaPKCS8Generator(keys.getPrivate(), null));
      } else {
        keyPem.writeObject(sec1(keys));
      }
    }
    Files.writeString(host.certificateFile(), certificate.toString());
    Files.writeString(host.keyFile(), key.toString());
    assertThat(Files.readString(host.keyFile()))
        .startsWith(pkcs8 ? "-----BEGIN PRIVATE" : "-----BEGIN EC");
    try (TestSite site = TestSite.start(folder);
        RawTlsClient client = new RawTlsClient(site.port(), site.alice().read())) {
      assertThat(client.secure.getSession().getCipherSuite()).contains("ECDSA");
      client.send("0");
      client.sendRequest("POST / HTTP/1.1");
      assertThat(client.receiveText()).contains("Alice Adams");
    }
  }

  /** As OpenSSL writes it, the curve included. */
  private static PemObject sec1(KeyPair keys) throws IOException {
    ECPrivateKey structure =
        new ECPrivateKey(
            256,
            ((java.security.interfaces.ECPrivateKey) keys.getPrivate()).getS(),
            SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded())
                .getAlgorithm()
                .getParameters());
    return new PemObject("EC PRIVATE KEY", structure.getEncoded());
  }

  @Test
  void newFilesAreUsedByNewConnections() throws Exception {
    try (TestSite site = TestSite.start(folder)) {
      PemCredential alice = site.alice().read();
      BigInteger before = serverSerial(site, alice);
      try (RawTlsClient kept = new RawTlsClient(site.port(), alice)) {
        kept.send("0");
        Instant now = Instant.now();
        grid.renewHost(now.minusSeconds(60), now.plusSeconds(3600));
        BigInteger renewed = grid.host().read().certificate().getSerialNumber();
        assertThat(renewed).isNotEqualTo(before);
        Eventually.become(Duration.ofSeconds(5), () -> serverSerial(site, alice).equals(renewed));
        kept.sendRequest("POST /kept HTTP/1.1");
        assertThat(kept.receiveText()).contains("200", "/kept");
      }
      assertThat(site.ask(Transport.HTTPS, alice)).contains("Alice Adams");
    }
  }

  @Test
  void unusableNewFilesLeaveTheOldOnesInUse() throws Exception {
    try (TestSite site = TestSite.start(folder);
        LogCapture log = new LogCapture()) {
      PemCredential alice = site.alice().read();
      BigInteger before = serverSerial(site, alice);
      Files.writeString(host.certificateFile(), "half a certif");
      Eventually.become(
          Duration.ofSeconds(5),
          () -> {
            assertThat(serverSerial(site, alice)).isEqualTo(before);
            return !log.lines().isEmpty();
          });
      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("the old host certificate stays in use: " + host.certificateFile());
    }
  }

  private static BigInteger serverSerial(TestSite site, PemCredential user) throws Exception {
    try (RawTlsClient client = new RawTlsClient(site.port(), user)) {
      return ((X509Certificate) client.secure.getSession().getPeerCertificates()[0])
          .getSerialNumber();
    }
  }
}
