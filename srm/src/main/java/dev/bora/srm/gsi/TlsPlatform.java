// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.gsi;

import dev.bora.srm.pki.SingleCredentialKeyManager;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The settings of the JDK's TLS that exist as system properties only, and that the JDK reads once,
 * when its TLS classes load:
 *
 * <ul>
 *   <li>{@code jdk.tls.server.maxInboundCertificateChainLength}: 8 by default; a proxy delegated a
 *       few times, sent with its authority's chain as Globus does, is longer;
 *   <li>{@code jdk.tls.maxHandshakeMessageSize}: 32 kB by default, too few for that many
 *       certificates with attributes;
 *   <li>{@code jdk.tls.server.enableSessionTicketExtension}: tickets would let a client resume a
 *       session without its certificates being looked at again.
 * </ul>
 *
 * {@link #prepare} sets them where the command line does not, and then proves by a handshake in
 * memory that they count.
 */
public final class TlsPlatform {

  /** Certificates that a client may send. */
  public static final int MAXIMUM_CHAIN_LENGTH = 32;

  private static final Map<String, String> PROPERTIES = properties();

  private static final class Proof {
    static final boolean DONE = prove();
  }

  private TlsPlatform() {}

  private static Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put(
        "jdk.tls.server.maxInboundCertificateChainLength", String.valueOf(MAXIMUM_CHAIN_LENGTH));
    properties.put("jdk.tls.maxHandshakeMessageSize", String.valueOf(256 * 1024));
    properties.put("jdk.tls.server.enableSessionTicketExtension", "false");
    return Collections.unmodifiableMap(properties);
  }

  /**
   * Sets what is unset, without proof: for programs that are clients only. A main method calls
   * this, or {@link #prepare}, before anything else touches TLS (a database driver, say).
   */
  public static void configure() {
    PROPERTIES.forEach((name, value) -> {
      if (System.getProperty(name) == null) {
        System.setProperty(name, value);
      }
    });
  }

  /**
   * Sets what is unset, and proves it. Cheap after the first time. A main method calls it before
   * anything else touches TLS.
   *
   * @throws IllegalStateException TLS had been used before, so that the settings do not count; the
   *     message says what to put on the command line
   */
  public static void prepare() {
    configure();
    if (!Proof.DONE) {
      throw new IllegalStateException("unreachable: the proof throws");
    }
  }

  private static boolean prove() {
    try {
      handshake(MAXIMUM_CHAIN_LENGTH);
      return true;
    } catch (SSLException e) {
      StringBuilder options = new StringBuilder();
      PROPERTIES.forEach(
          (name, value) -> options.append(" -D").append(name).append('=').append(value));
      throw new IllegalStateException(
          "TLS of this JVM does not take %d client certificates (%s); start java with%s"
              .formatted(MAXIMUM_CHAIN_LENGTH, e.getMessage(), options),
          e);
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("TLS of this JVM does not work: " + e.getMessage(), e);
    }
  }

  private static void handshake(int length)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair keys = generator.generateKeyPair();
    X509Certificate certificate = selfSigned(keys);
    SSLEngine server = context(keys.getPrivate(), List.of(certificate)).createSSLEngine();
    server.setUseClientMode(false);
    server.setNeedClientAuth(true);
    server.setEnabledProtocols(new String[] {"TLSv1.2"});
    SSLEngine client =
        context(keys.getPrivate(), Collections.nCopies(length, certificate)).createSSLEngine();
    client.setUseClientMode(true);
    client.setEnabledProtocols(new String[] {"TLSv1.2"});
    talk(client, server);
  }

  private static X509Certificate selfSigned(KeyPair keys)
      throws GeneralSecurityException, OperatorCreationException {
    X500Name name = new X500Name("CN=self-check");
    Date now = Date.from(Instant.now());
    return new JcaX509CertificateConverter()
        .getCertificate(
            new JcaX509v3CertificateBuilder(
                    name, java.math.BigInteger.ONE, now, now, name, keys.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
  }

  private static SSLContext context(PrivateKey key, List<X509Certificate> chain)
      throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        new KeyManager[] {
          new SingleCredentialKeyManager(
              () -> new SingleCredentialKeyManager.Current("self-check", key, chain))
        },
        new TrustManager[] {new AcceptingTrustManager()},
        null);
    return context;
  }

  private static void talk(SSLEngine client, SSLEngine server) throws SSLException {
    int size = Math.max(client.getSession().getPacketBufferSize(), 1 << 16);
    ByteBuffer toServer = ByteBuffer.allocate(size * 2);
    ByteBuffer toClient = ByteBuffer.allocate(size * 2);
    client.beginHandshake();
    server.beginHandshake();
    while (handshaking(client) || handshaking(server)) {
      step(client, toClient, toServer);
      step(server, toServer, toClient);
    }
  }

  private static boolean handshaking(SSLEngine engine) {
    HandshakeStatus status = engine.getHandshakeStatus();
    return status != HandshakeStatus.NOT_HANDSHAKING && status != HandshakeStatus.FINISHED;
  }

  private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
    ByteBuffer plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    switch (engine.getHandshakeStatus()) {
      case NEED_WRAP -> engine.wrap(ByteBuffer.allocate(0), out);
      case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
        in.flip();
        engine.unwrap(in, plain);
        in.compact();
      }
      case NEED_TASK -> engine.getDelegatedTask().run();
      case FINISHED, NOT_HANDSHAKING -> {
        // waits for the other side
      }
    }
  }
}
