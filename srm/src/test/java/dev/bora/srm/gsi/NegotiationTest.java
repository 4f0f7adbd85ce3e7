// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.gsi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.srm.pki.PemCredential;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import javax.net.ssl.SSLEngine;
import org.bouncycastle.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes before HTTP has a limit of its own, whatever the idle timeout is. */
class NegotiationTest {

  private static final Duration IDLE = Duration.ofMillis(200);
  private static final Duration REST = Duration.ofMillis(500);
  private static final Duration LIMIT = Duration.ofSeconds(4);

  /** A machine that is busy with something else looks late. */
  private static final Duration LATE = Duration.ofSeconds(15);

  private static final byte[] REQUEST =
      "POST /slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  @TempDir static Path folder;

  private static TestSite patient() throws Exception {
    return TestSite.start(
        folder,
        Duration.ofMinutes(10),
        config -> config.withIdleTimeout(IDLE).withNegotiationTimeout(Duration.ofMinutes(1)));
  }

  private static TestSite limited() throws Exception {
    return TestSite.start(
        folder,
        Duration.ofMinutes(10),
        config -> config.withIdleTimeout(IDLE).withNegotiationTimeout(LIMIT));
  }

  // --- slow, but fine ---------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "D"})
  void aSlowPeerIsNotIdle(String first) throws Exception {
    try (TestSite site = patient()) {
      PemCredential proxy = site.proxy(TestSite.hour());
      try (RawTlsClient client = new RawTlsClient(site.port(), RawTlsClient.context(proxy), REST)) {
        if (first.equals("D")) {
          client.send(first);
          client.send(Arrays.concatenate(TransportTest.sign(client.receive(), proxy), REQUEST));
        } else {
          client.send(Arrays.concatenate(first.getBytes(StandardCharsets.US_ASCII), REQUEST));
        }
        assertThat(client.receiveText()).contains("HTTP/1.1 200", "/slow");
        // And then it is, without an alert.
        assertThat(client.recordTypesUntilEnd()).doesNotContain(RawTlsClient.ALERT);
      }
    }
  }

  // --- never done -------------------------------------------------------------------------------

  @Test
  void silenceBeforeTlsIsCutOff() throws Exception {
    try (TestSite site = limited()) {
      assertCutOff(site, "");
    }
  }

  @Test
  void silenceWithinTheHandshakeIsCutOff() throws Exception {
    try (TestSite site = limited()) {
      SSLEngine engine = RawTlsClient.context(null).createSSLEngine();
      engine.setUseClientMode(true);
      ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
      engine.wrap(ByteBuffer.allocate(0), hello);
      assertCutOff(site, HexFormat.of().formatHex(hello.array(), 0, hello.position()));
    }
  }

  private static void assertCutOff(TestSite site, String hexSaid) throws Exception {
    long begin = System.nanoTime();
    try (LogCapture log = new LogCapture();
        Socket socket = new Socket("localhost", site.port())) {
      socket.setSoTimeout((int) LIMIT.plus(LATE).toMillis());
      socket.getOutputStream().write(HexFormat.of().parseHex(hexSaid));
      assertThat(untilEnd(socket)).isTrue();
      assertAtTheLimit(begin);
      assertThat(log.lines()).anyMatch(line -> line.contains("nothing usable within"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "D"})
  void silenceAfterTheHandshakeIsCutOffWithoutAlert(String said) throws Exception {
    try (TestSite site = limited()) {
      PemCredential proxy = site.proxy(TestSite.hour());
      long begin = System.nanoTime();
      try (RawTlsClient client = new RawTlsClient(site.port(), proxy)) {
        if (!said.isEmpty()) {
          client.send(said);
        }
        assertThat(client.recordTypesUntilEnd()).doesNotContain(RawTlsClient.ALERT);
        assertAtTheLimit(begin);
      }
    }
  }

  @Test
  void tricklingWithinTheHandshakeIsCutOff() throws Exception {
    try (TestSite site = limited();
        Socket socket = new Socket("localhost", site.port())) {
      long begin = System.nanoTime();
      // A handshake record of 16 kB, which never gets whole.
      socket.getOutputStream().write(new byte[] {22, 3, 1, 0x40, 0});
      trickle(socket, () -> socket.getOutputStream().write(0));
      assertAtTheLimit(begin);
    }
  }

  @Test
  void tricklingWithinTheDelegationIsCutOff() throws Exception {
    try (TestSite site = limited()) {
      PemCredential proxy = site.proxy(TestSite.hour());
      long begin = System.nanoTime();
      try (RawTlsClient client = new RawTlsClient(site.port(), proxy)) {
        client.send("D");
        assertThat(client.receive()).isNotEmpty();
        client.send(new byte[] {0x30, (byte) 0x82, 0x10, 0});
        trickle(client.secure, () -> client.send(new byte[] {0}));
        assertAtTheLimit(begin);
      }
    }
  }

  /** A stop does not wait for those who have not even begun. */
  @Test
  void stoppingDoesNotWaitForANegotiation() throws Exception {
    try (TestSite site = patient();
        Socket _ = new Socket("localhost", site.port())) {
      Eventually.become(LATE, () -> site.connector.getConnectedEndPoints().size() == 1);
      site.server.setStopTimeout(LATE.multipliedBy(2).toMillis());
      long begin = System.nanoTime();
      site.server.stop();
      assertThat(since(begin)).isLessThan(LATE);
    }
  }

  private interface Saying {
    void say() throws IOException;
  }

  /** Says a bit whenever nothing came for a while, until the other end closes. */
  private static void trickle(Socket socket, Saying bit) throws IOException {
    long end = System.nanoTime() + LIMIT.plus(LATE).toNanos();
    socket.setSoTimeout(50);
    try {
      while (System.nanoTime() < end && !untilEnd(socket)) {
        bit.say();
      }
    } catch (IOException closed) {
      assertThat(closed).isNotInstanceOf(SocketTimeoutException.class);
    }
  }

  /** Reads to the end of the stream; false if nothing came for as long as the socket waits. */
  private static boolean untilEnd(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    try {
      while (in.read() >= 0) {
        // What the server says of its own accord is no matter here.
      }
      return true;
    } catch (SocketTimeoutException silence) {
      return false;
    }
  }

  private static void assertAtTheLimit(long begin) {
    assertThat(since(begin)).isBetween(LIMIT.minusMillis(500), LIMIT.plus(LATE));
  }

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
