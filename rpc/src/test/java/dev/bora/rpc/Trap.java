// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A web server that nobody should be made to ask: serves an empty DTD, and counts. */
public final class Trap implements AutoCloseable {

  private final ServerSocket listening;
  private final AtomicInteger visits = new AtomicInteger();

  public Trap() throws IOException {
    listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::serve);
  }

  public String url() {
    return "http://127.0.0.1:" + listening.getLocalPort() + "/x.dtd";
  }

  public int visits() {
    return visits.get();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }

  private void serve() {
    while (!listening.isClosed()) {
      try (Socket client = listening.accept()) {
        visits.incrementAndGet();
        InputStream input = client.getInputStream();
        int last = 0;
        for (int next = input.read(); next >= 0; next = input.read()) {
          last = (last << 8) | next;
          if (last == 0x0D0A0D0A) {
            break;
          }
        }
        client
            .getOutputStream()
            .write(
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
      } catch (IOException broken) {
        // Counted already, if it was a visit.
      }
    }
  }
}
