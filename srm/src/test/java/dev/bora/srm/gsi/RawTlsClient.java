// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.gsi;

import dev.bora.srm.pki.PemCredential;
import dev.bora.srm.pki.SingleCredentialKeyManager;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A TLS client that shows what passes on the wire below TLS, and says byte by byte what it is told.
 */
final class RawTlsClient implements AutoCloseable {

  static final int ALERT = 21;

  final SSLSocket secure;
  private final Recorder recorder;
  private final Socket plain;

  RawTlsClient(int port, @Nullable PemCredential credential) throws Exception {
    this(port, context(credential));
  }

  RawTlsClient(int port, SSLContext context) throws Exception {
    this(port, context, Duration.ZERO);
  }

  /** One that rests before each write, those of the handshake included. */
  RawTlsClient(int port, SSLContext context, Duration rest) throws Exception {
    plain = new Socket("localhost", port);
    recorder = new Recorder(plain.getInputStream());
    Socket recording = new RecordingSocket(plain, recorder, rest);
    secure =
        (SSLSocket) context.getSocketFactory().createSocket(recording, "localhost", port, true);
    secure.setEnabledProtocols(new String[] {"TLSv1.2"});
    secure.setSoTimeout(10_000);
    secure.startHandshake();
  }

  static SSLContext context(@Nullable PemCredential credential) throws Exception {
    TlsPlatform.configure();
    SSLContext context = SSLContext.getInstance("TLS");
    KeyManager[] keys =
        credential == null
            ? new KeyManager[0]
            : new KeyManager[] {
              new SingleCredentialKeyManager(() ->
                  new SingleCredentialKeyManager.Current(
                      "user", credential.key(), credential.chain()))
            };
    context.init(keys, new TrustManager[] {new AcceptingTrustManager()}, null);
    return context;
  }

  void send(byte[] bytes) throws IOException {
    OutputStream out = secure.getOutputStream();
    out.write(bytes);
    out.flush();
  }

  void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.US_ASCII));
  }

  void sendRequest(String requestLine) throws IOException {
    send(requestLine + "\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
  }

  /** One TLS record's worth of decrypted bytes at most. */
  byte[] receive() throws IOException {
    byte[] buffer = new byte[20_000];
    int count = secure.getInputStream().read(buffer);
    return count < 0 ? new byte[0] : java.util.Arrays.copyOf(buffer, count);
  }

  String receiveText() throws IOException {
    return new String(receive(), StandardCharsets.UTF_8);
  }

  /**
   * Everything up to the end of the TCP stream; then the types of all records that the server ever
   * sent.
   */
  List<Integer> recordTypesUntilEnd() throws IOException {
    plain.setSoTimeout(30_000);
    recorder.readAllBytes();
    return recorder.types();
  }

  int bytesReceived() {
    return recorder.seen.size();
  }

  @Override
  public void close() throws IOException {
    plain.close();
  }

  private static final class Recorder extends FilterInputStream {

    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

    Recorder(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int octet = super.read();
      if (octet >= 0) {
        seen.write(octet);
      }
      return octet;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = super.read(buffer, offset, length);
      if (count > 0) {
        seen.write(buffer, offset, count);
      }
      return count;
    }

    List<Integer> types() {
      byte[] bytes = seen.toByteArray();
      List<Integer> types = new ArrayList<>();
      for (int i = 0; i + 5 <= bytes.length; ) {
        types.add(bytes[i] & 0xff);
        i += 5 + ((bytes[i + 3] & 0xff) << 8) + (bytes[i + 4] & 0xff);
      }
      return types;
    }
  }

  private static final class RestingOutput extends FilterOutputStream {

    private final Duration rest;

    RestingOutput(OutputStream out, Duration rest) {
      super(out);
      this.rest = rest;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      // That time passes is all that a slow client does.
      long end = System.nanoTime() + rest.toNanos();
      for (long left = rest.toNanos(); left > 0; left = end - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      out.write(bytes, offset, length);
    }
  }

  private static final class RecordingSocket extends Socket {

    private final Socket plain;
    private final InputStream in;
    private final OutputStream out;

    RecordingSocket(Socket plain, InputStream in, Duration rest) throws IOException {
      this.plain = plain;
      this.in = in;
      this.out = new RestingOutput(plain.getOutputStream(), rest);
    }

    @Override
    public InputStream getInputStream() {
      return in;
    }

    @Override
    public OutputStream getOutputStream() {
      return out;
    }

    @Override
    public boolean isConnected() {
      return true;
    }

    @Override
    public void setSoTimeout(int timeout) throws java.net.SocketException {
      plain.setSoTimeout(timeout);
    }

    @Override
    public int getSoTimeout() throws java.net.SocketException {
      return plain.getSoTimeout();
    }

    @Override
    public java.net.InetAddress getInetAddress() {
      return plain.getInetAddress();
    }

    @Override
    public int getPort() {
      return plain.getPort();
    }

    @Override
    public synchronized void close() throws IOException {
      plain.close();
    }
  }
}
