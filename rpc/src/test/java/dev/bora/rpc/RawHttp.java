// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** Says to a port exactly what a test wants. */
public final class RawHttp implements AutoCloseable {

  private final Socket socket;

  public RawHttp(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
  }

  /** One exchange on a connection of its own: everything until the other end closes. */
  public static String exchange(int port, String request) throws IOException {
    try (RawHttp http = new RawHttp(port)) {
      return http.send(request).readToEnd();
    }
  }

  /** A well-formed call with the secret, and other headers before its length. */
  public static String post(String body, String... headers) {
    return "POST /RPC2 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        + String.join("", Arrays.stream(headers).map(h -> h + "\r\n").toList())
        + "Content-Length: "
        + body.getBytes(StandardCharsets.UTF_8).length
        + "\r\n\r\n"
        + body;
  }

  public static String secret() {
    return SharedSecret.HEADER + ": " + Calls.SECRET.reveal();
  }

  public RawHttp send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  public RawHttp send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  /** Sends a body that the other end may refuse before it has read it. */
  public RawHttp sendAsFarAsWanted(byte[] bytes) {
    try {
      send(bytes);
    } catch (IOException refused) {
      // Its answer tells why.
    }
    return this;
  }

  /** Sends a byte whenever nothing came for a while, until the other end answers or closes. */
  public String drip(Duration pace, char what) throws IOException {
    socket.setSoTimeout((int) pace.toMillis());
    while (true) {
      try {
        int first = socket.getInputStream().read();
        return first < 0 ? "" : (char) first + readToEnd();
      } catch (SocketTimeoutException nothingYet) {
        try {
          send(new byte[] {(byte) what});
        } catch (SocketException closed) {
          return "";
        }
      }
    }
  }

  public String readToEnd() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(all);
    } catch (SocketException reset) {
      // What came before a reset is there already.
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
