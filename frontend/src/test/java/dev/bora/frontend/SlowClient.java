// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend;

import dev.bora.srm.gsi.TlsPlatform;
import dev.bora.srm.pki.PemCredential;
import dev.bora.srm.pki.SingleCredentialKeyManager;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Says what it is told over TLS, and looks at what came of it without waiting. */
final class SlowClient implements AutoCloseable {
  private static final int BUFFER = 4096;
  private static final int SIP = 512;
  private static final byte APPLICATION_DATA = 23;
  private static final int GLANCE_MILLIS = 1;

  private final Socket plain;
  private final SSLSocket secure;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();

  /** Connects, and says nothing yet. */
  SlowClient(int port, SSLContext context) throws IOException {
    plain = new Socket();
    plain.setReceiveBufferSize(BUFFER);
    plain.connect(new InetSocketAddress("localhost", port));
    secure = (SSLSocket) context.getSocketFactory().createSocket(plain, "localhost", port, true);
    secure.startHandshake();
  }

  /** The TLS of a user, for many clients. */
  static SSLContext context(PemCredential credential) throws Exception {
    TlsPlatform.configure();
    SSLContext context = SSLContext.getInstance("TLSv1.2");
    SingleCredentialKeyManager.Current offered =
        new SingleCredentialKeyManager.Current("user", credential.key(), credential.chain());
    context.init(
        new KeyManager[] {new SingleCredentialKeyManager(() -> offered)},
        new TrustManager[] {new TrustsAnybody()},
        null);
    return context;
  }

  void send(String text) throws IOException {
    secure.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Begins a record of TLS that is to be long. */
  void beginRecord() throws IOException {
    plain.getOutputStream().write(new byte[] {APPLICATION_DATA, 3, 3, 0x40, 0});
  }

  /** One byte more, if there is still somebody. */
  boolean goOn() {
    return goesOn(() -> send("a"));
  }

  /** As {@link #goOn}, and takes nothing of what is there. */
  boolean isListenedTo() {
    try {
      send(" ");
      return true;
    } catch (IOException ended) {
      return false;
    }
  }

  /** A sip of what is there, whatever it says, and whether there is still somebody. */
  boolean sips() {
    try {
      plain.setSoTimeout(GLANCE_MILLIS);
      return plain.getInputStream().read(new byte[SIP]) >= 0 && isListenedTo();
    } catch (SocketTimeoutException nothing) {
      return isListenedTo();
    } catch (IOException ended) {
      return false;
    }
  }

  /** Another empty line in front of a request. */
  boolean blankLine() {
    return goesOn(() -> send("\r\n"));
  }

  /** One byte more of what {@link #beginRecord} began. */
  boolean goOnWithRecord() {
    return goesOn(() -> plain.getOutputStream().write(0));
  }

  private boolean goesOn(Step step) {
    try {
      step.run();
      return isOpen();
    } catch (IOException ended) {
      return false;
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  /** Reads what is there; whether there can be more. */
  boolean isOpen() {
    try {
      byte[] bytes = new byte[BUFFER];
      secure.setSoTimeout(GLANCE_MILLIS);
      int count = secure.getInputStream().read(bytes);
      received.write(bytes, 0, Math.max(0, count));
      return count >= 0;
    } catch (SocketTimeoutException silence) {
      return true;
    } catch (IOException ended) {
      return false;
    }
  }

  String received() {
    return received.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    plain.close();
  }

  private record TrustsAnybody() implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
