// SPDX-License-Identifier: Apache-2.0
package dev.bora.door;

import dev.bora.srm.pki.PemCredential;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** A TLS connection on which tests write HTTP as they like. */
final class DoorClient implements AutoCloseable {
  private static final char[] PASSWORD = "throw-away".toCharArray();

  private final Socket socket;
  private final OutputStream out;
  private final InputStream in;

  /** What came back. */
  static final class Reply {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    Reply(int status, Map<String, String> headers, byte[] body) {
      this.status = status;
      this.headers = headers;
      this.body = body;
    }

    int status() {
      return status;
    }

    Map<String, String> headers() {
      return headers;
    }

    byte[] body() {
      return body;
    }

    String header(String name) {
      return headers.get(name.toLowerCase(Locale.ROOT));
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  DoorClient(int port, @Nullable PemCredential credential) throws Exception {
    SSLContext context = SSLContext.getInstance("TLSv1.2");
    context.init(
        credential == null ? null : keys(credential).getKeyManagers(),
        new TrustManager[] {new AnyServer()},
        null);
    socket = context.getSocketFactory().createSocket("localhost", port);
    socket.setSoTimeout(30_000);
    out = socket.getOutputStream();
    in = new BufferedInputStream(socket.getInputStream());
  }

  private static KeyManagerFactory keys(PemCredential credential) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "user", credential.key(), PASSWORD, credential.chain().toArray(X509Certificate[]::new));
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(store, PASSWORD);
    return factory;
  }

  /** Sends a request without a body, or the beginning of one. */
  DoorClient send(String method, String target, String... headers) throws IOException {
    StringBuilder text = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    text.append("Host: localhost:" + socket.getPort() + "\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    return write(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  DoorClient write(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
    return this;
  }

  /** One chunk of a chunked body; an empty one ends it. */
  DoorClient chunk(byte[] bytes) throws IOException {
    write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    write(bytes);
    return write("\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  Reply ask(String method, String target, String... headers) throws IOException {
    return send(method, target, headers).reply(!method.equals("HEAD"));
  }

  Reply put(String target, byte[] body, String... headers) throws IOException {
    String[] all = Arrays.copyOf(headers, headers.length + 1);
    all[headers.length] = "Content-Length: " + body.length;
    return send("PUT", target, all).write(body).reply(true);
  }

  Reply reply(boolean withBody) throws IOException {
    String status = line();
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
    }
    int code = Integer.parseInt(status.substring(9, 12));
    boolean empty = !withBody || code < 200 || code == 304;
    int length = empty ? 0 : Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("body of " + body.length + " bytes, announced were " + length);
    }
    return new Reply(code, headers, body);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("connection closed");
      }
      if (next == '\n') {
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
      }
      line.write(next);
    }
  }

  /** What is not read yet. */
  InputStream stream() {
    return in;
  }

  /** Cuts the connection without a word. */
  void cut() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static final class AnyServer implements X509TrustManager {
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
