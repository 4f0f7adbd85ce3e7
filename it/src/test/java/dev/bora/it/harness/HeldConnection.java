// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.harness;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A connection of a client that is asked something from time to time, and never opened again. */
public final class HeldConnection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;

  private final SSLSocket socket;
  private final InputStream in;
  private final String host;

  HeldConnection(SSLContext context, String host, int port) throws IOException {
    this.host = host;
    this.socket = (SSLSocket) context.getSocketFactory().createSocket(host, port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /** Whether a request has an answer, whatever it says. */
  public boolean answers() {
    String request = "GET /held HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
    try {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      int length = 0;
      for (String line = line(); !line.isEmpty(); line = line()) {
        if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
          length = Integer.parseInt(line.substring(15).strip());
        }
      }
      return in.readNBytes(length).length == length;
    } catch (IOException ended) {
      return false;
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the server has closed");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
