// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Answers every call with the same bytes, whatever HTTP and XML-RPC say. */
final class FakeBackend implements AutoCloseable {

  private final ServerSocket listening;
  private final byte[] answer;

  FakeBackend(byte[] answer) throws IOException {
    this.answer = answer;
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::serve);
  }

  FakeBackend(String answer) throws IOException {
    this(answer.getBytes(StandardCharsets.UTF_8));
  }

  static FakeBackend ok(String body, String... headers) throws IOException {
    StringBuilder answer = new StringBuilder("HTTP/1.1 200 OK\r\n");
    for (String header : headers) {
      answer.append(header).append("\r\n");
    }
    answer
        .append("Content-Length: ")
        .append(body.getBytes(StandardCharsets.UTF_8).length)
        .append("\r\n\r\n")
        .append(body);
    return new FakeBackend(answer.toString());
  }

  int port() {
    return listening.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }

  private void serve() {
    while (true) {
      try (Socket client = listening.accept()) {
        CuttingProxy.readMessage(client.getInputStream());
        client.getOutputStream().write(answer);
      } catch (IOException broken) {
        if (listening.isClosed()) {
          return;
        }
      }
    }
  }
}
