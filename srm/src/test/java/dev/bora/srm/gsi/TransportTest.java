// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.gsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.srm.client.GridHttpClient;
import dev.bora.srm.client.GridHttpConfig.Transport;
import dev.bora.srm.pki.PemCredential;
import eu.emi.security.authn.x509.proxy.ProxyGenerator;
import eu.emi.security.authn.x509.proxy.ProxyRequestOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire between TLS and HTTP, byte by byte. */
class TransportTest {

  @TempDir static Path folder;
  private static TestSite site;
  private static PemCredential proxy;

  @BeforeAll
  static void start() throws Exception {
    site = TestSite.start(folder);
    proxy = site.proxy(TestSite.hour());
  }

  @AfterAll
  static void stop() throws Exception {
    site.close();
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void severalRequestsOnOneConnection(Transport transport) throws Exception {
    try (GridHttpClient client = site.client(transport, proxy)) {
      assertThat(TestSite.text(client, "/one")).contains("Alice Adams", "/one x");
      assertThat(TestSite.text(client, "/two")).contains("Alice Adams", "/two x");
      assertThat(site.connector.getConnectedEndPoints()).hasSize(1);
    }
    Eventually.become(
        Duration.ofSeconds(5), () -> site.connector.getConnectedEndPoints().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"httpg", "https"})
  void absoluteForm(String scheme) throws Exception {
    try (RawTlsClient client = new RawTlsClient(site.port(), proxy)) {
      String uri = "%s://localhost:%d/srm/managerv2".formatted(scheme, site.port());
      String byteFirst = scheme.equals("httpg") ? "0" : "";
      client.send(
          byteFirst
              + "POST %s HTTP/1.1\r\nHost: localhost:%d\r\nContent-Length: 2\r\n\r\nab"
                  .formatted(uri, site.port()));
      assertThat(client.receiveText()).startsWith("HTTP/1.1 200").endsWith(uri + " ab");
    }
  }

  @Test
  void byteAndRequestInOneRecordOrInMany() throws Exception {
    String request = "POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n";
    try (RawTlsClient one = new RawTlsClient(site.port(), proxy);
        RawTlsClient many = new RawTlsClient(site.port(), proxy)) {
      one.send("0" + request);
      assertThat(one.receiveText()).startsWith("HTTP/1.1 200");
      many.send("0");
      for (String part : request.lines().map(line -> line + "\r\n").toList()) {
        many.send(part);
      }
      assertThat(many.receiveText()).startsWith("HTTP/1.1 200");
    }
  }

  static byte[] sign(byte[] request, PemCredential by) throws Exception {
    ProxyRequestOptions options =
        new ProxyRequestOptions(
            by.chain().toArray(X509Certificate[]::new), new PKCS10CertificationRequest(request));
    options.setLifetime(600);
    return ProxyGenerator.generate(options, by.key())[0].getEncoded();
  }

  @Test
  void delegation() throws Exception {
    try (RawTlsClient client = new RawTlsClient(site.port(), proxy)) {
      client.send("D");
      byte[] request = client.receive();
      client.send(sign(request, proxy));
      client.sendRequest("POST /delegated HTTP/1.1");
      assertThat(client.receiveText()).contains("HTTP/1.1 200", "Alice Adams", "/delegated");
      client.sendRequest("POST /again HTTP/1.1");
      assertThat(client.receiveText()).contains("HTTP/1.1 200", "/again");
    }
  }

  @Test
  void delegationInPiecesWithTheRequestBehind() throws Exception {
    try (RawTlsClient client = new RawTlsClient(site.port(), proxy)) {
      client.send("D");
      byte[] certificate = sign(client.receive(), proxy);
      client.send(Arrays.copyOf(certificate, 1));
      client.send(Arrays.copyOfRange(certificate, 1, 3));
      client.send(Arrays.copyOfRange(certificate, 3, 500));
      byte[] request =
          "POST /behind HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII);
      byte[] rest = Arrays.copyOfRange(certificate, 500, certificate.length + request.length);
      System.arraycopy(request, 0, rest, certificate.length - 500, request.length);
      client.send(rest);
      assertThat(client.receiveText()).contains("HTTP/1.1 200", "/behind");
    }
  }

  @Test
  void delegationOverAnotherKeyIsRefused() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair other = generator.generateKeyPair();
    byte[] request =
        new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=x"), other.getPublic())
            .build(new JcaContentSignerBuilder("SHA256withRSA").build(other.getPrivate()))
            .getEncoded();
    assertDelegationRefused(sign(request, proxy), "another key");
  }

  @Test
  void delegationBySomebodyElseIsRefused() throws Exception {
    try (LogCapture log = new LogCapture();
        RawTlsClient client = new RawTlsClient(site.port(), proxy)) {
      client.send("D");
      client.send(sign(client.receive(), site.grid.user("bob", "Bob Brown").read()));
      assertClosed(client);
      assertThat(log.lines()).singleElement().asString().contains("delegation refused");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST / HTTP/1.1\r\n\r\n",
        "0\u0080",
        "0\u0084aaaaaaaaaaaaa",
        "0\u0083\u007f\u007f\u007f",
        "0\u0005abcde"
      })
  void nonsenseInsteadOfADelegatedCertificateIsRefused(String nonsense) throws Exception {
    assertDelegationRefused(nonsense.getBytes(StandardCharsets.ISO_8859_1), "refused");
  }

  private static void assertDelegationRefused(byte[] answer, String reason) throws Exception {
    try (LogCapture log = new LogCapture();
        RawTlsClient client = new RawTlsClient(site.port(), proxy)) {
      client.send("D");
      assertThat(client.receive()).isNotEmpty();
      client.send(answer);
      assertClosed(client);
      assertThat(log.lines()).singleElement().asString().contains("refused", reason);
      assertThat(log.hasStackTrace()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {'1', 'p', 0, 0x16, 0xff, '\r', ' '})
  void otherFirstBytesAreRefused(int first) throws Exception {
    try (LogCapture log = new LogCapture();
        RawTlsClient client = new RawTlsClient(site.port(), proxy)) {
      client.send(new byte[] {(byte) first});
      assertClosed(client);
      assertThat(log.lines())
          .singleElement()
          .asString()
          .contains("neither GSI nor HTTP: first byte 0x%02x".formatted(first));
    }
  }

  private static void assertClosed(RawTlsClient client) {
    try {
      assertThat(client.receive()).isEmpty();
    } catch (IOException e) {
      assertThat(e).isNotInstanceOf(java.net.SocketTimeoutException.class);
    }
  }

  @Test
  void sessionsAreNotResumed() throws Exception {
    SSLContext context = RawTlsClient.context(proxy);
    byte[] first;
    try (RawTlsClient client = new RawTlsClient(site.port(), context)) {
      first = client.secure.getSession().getId();
    }
    try (RawTlsClient client = new RawTlsClient(site.port(), context)) {
      assertThat(client.secure.getSession().getId()).isNotEqualTo(first);
      assertThat(client.bytesReceived()).as("with a certificate in it").isGreaterThan(1000);
    }
  }

  @Test
  void speaksTls12Only() throws Exception {
    SSLContext context = RawTlsClient.context(proxy);
    for (String version : new String[] {"TLSv1.3", "TLSv1.1"}) {
      try (javax.net.ssl.SSLSocket socket =
          (javax.net.ssl.SSLSocket)
              context.getSocketFactory().createSocket("localhost", site.port())) {
        socket.setEnabledProtocols(new String[] {version});
        assertThatThrownBy(socket::startHandshake).isInstanceOf(IOException.class);
      }
    }
  }
}
