// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a client and a backend, and breaks connections at chosen moments. */
final class CuttingProxy implements AutoCloseable {

  /** What happens to the next connection; when none is left, connections pass. */
  enum Cut {
    PASS,
    AT_ONCE,
    BEFORE_FORWARDING,
    AFTER_THE_BACKEND_ANSWERED,
    WITHIN_THE_ANSWER,
    NEVER_ANSWER,
    NEVER_READ
  }

  private final ServerSocket listening;
  private final Queue<Cut> cuts = new ConcurrentLinkedQueue<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private volatile int backendPort;
  private volatile Cut otherwise = Cut.PASS;

  CuttingProxy(int backendPort) throws IOException {
    this.backendPort = backendPort;
    listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  int accepted() {
    return accepted.get();
  }

  void next(Cut... following) {
    cuts.addAll(List.of(following));
  }

  void always(Cut cut) {
    otherwise = cut;
  }

  /** As a director that sends new connections elsewhere. */
  void forwardTo(int port) {
    backendPort = port;
  }

  /** As a backend whose process was killed: every connection ends. */
  void cutAll() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }

  void stopListening() throws IOException {
    listening.close();
  }

  @Override
  public void close() throws IOException {
    stopListening();
    cutAll();
  }

  private void accept() {
    while (true) {
      Socket client;
      try {
        client = listening.accept();
      } catch (IOException closed) {
        return;
      }
      accepted.incrementAndGet();
      sockets.add(client);
      Cut cut = cuts.poll();
      Cut chosen = cut == null ? otherwise : cut;
      Thread.startVirtualThread(() -> serve(client, chosen));
    }
  }

  private void serve(Socket client, Cut cut) {
    try {
      switch (cut) {
        case AT_ONCE -> client.close();
        case NEVER_READ -> {
          // The socket stays open and untouched.
        }
        case NEVER_ANSWER ->
            client.getInputStream().transferTo(ByteArrayOutputStream.nullOutputStream());
        case BEFORE_FORWARDING -> {
          readMessage(client.getInputStream());
          client.close();
        }
        case PASS -> pass(client);
        case AFTER_THE_BACKEND_ANSWERED, WITHIN_THE_ANSWER -> cutAnswer(client, cut);
      }
    } catch (IOException broken) {
      // The other end, or this test, has closed it.
    }
  }

  private void pass(Socket client) throws IOException {
    try (Socket backend = connect()) {
      Thread.startVirtualThread(() -> copy(client, backend));
      copy(backend, client);
    } finally {
      client.close();
    }
  }

  private void cutAnswer(Socket client, Cut cut) throws IOException {
    try (Socket backend = connect()) {
      backend.getOutputStream().write(readMessage(client.getInputStream()));
      byte[] answer = readMessage(backend.getInputStream());
      if (cut == Cut.WITHIN_THE_ANSWER) {
        client.getOutputStream().write(answer, 0, answer.length - 5);
      }
    } finally {
      client.close();
    }
  }

  private Socket connect() throws IOException {
    Socket backend = new Socket(InetAddress.getLoopbackAddress(), backendPort);
    sockets.add(backend);
    return backend;
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException broken) {
      // The other direction ends by itself.
    }
  }

  /** A whole HTTP message with a length. */
  static byte[] readMessage(InputStream input) throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    while (!message.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = input.read();
      if (next < 0) {
        return message.toByteArray();
      }
      message.write(next);
    }
    String head = message.toString(StandardCharsets.ISO_8859_1);
    int length =
        head.lines()
            .filter(line -> line.startsWith("Content-Length: "))
            .mapToInt(line -> Integer.parseInt(line.substring(16)))
            .findFirst()
            .orElse(0);
    message.write(input.readNBytes(length));
    return message.toByteArray();
  }
}
