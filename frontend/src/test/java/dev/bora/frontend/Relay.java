// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Stands between a frontend and its database, and breaks connections where a test wants it. */
final class Relay implements AutoCloseable {
  /** What happens at the commit of a new request. */
  enum AtCommit {
    PASS,
    /** The commit never reaches the server. */
    LOSE_COMMIT,
    /** The server commits; its answer is lost. */
    LOSE_ANSWER,
    /** As LOSE_ANSWER, and then the server is away. */
    LOSE_ANSWER_AND_SERVER
  }

  volatile AtCommit atCommit = AtCommit.PASS;
  private volatile boolean away;
  private volatile CountDownLatch held = new CountDownLatch(0);
  private final int target;
  private final ServerSocket listener;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  Relay(int target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** The server is away: connections break, new ones are closed at once. */
  void goAway() {
    away = true;
    sockets.forEach(Relay::close);
  }

  void comeBack() {
    atCommit = AtCommit.PASS;
    away = false;
  }

  /** The server hangs: connections stay, and nothing passes. */
  void hold() {
    held = new CountDownLatch(1);
  }

  /** What was held passes, and all that follows. */
  void letGo() {
    held.countDown();
  }

  private void passGate() throws IOException {
    try {
      held.await();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IOException(stop);
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        if (away) {
          client.close();
        } else {
          Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
          sockets.add(client);
          sockets.add(server);
          Thread.ofVirtual().start(() -> requests(client, server));
          Thread.ofVirtual().start(() -> answers(client, server));
        }
      } catch (IOException closed) {
        // The test is over, or the client has gone.
      }
    }
  }

  private void requests(Socket client, Socket server) {
    boolean inserted = false;
    try {
      InputStream in = client.getInputStream();
      OutputStream out = server.getOutputStream();
      byte[] buffer = new byte[1 << 16];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        String text = new String(buffer, 0, count, ISO_8859_1);
        inserted |= text.contains("INSERT INTO request_file");
        if (inserted && text.contains("COMMIT")) {
          inserted = false;
          if (atCommit != AtCommit.PASS) {
            breakAtCommit(client, server, buffer, count);
            return;
          }
        }
        passGate();
        out.write(buffer, 0, count);
      }
    } catch (IOException broken) {
      // Either end has gone.
    } finally {
      close(client);
      close(server);
    }
  }

  private void breakAtCommit(Socket client, Socket server, byte[] commit, int count)
      throws IOException {
    if (atCommit == AtCommit.LOSE_COMMIT) {
      return;
    }
    boolean gone = atCommit == AtCommit.LOSE_ANSWER_AND_SERVER;
    if (gone) {
      away = true;
      // First all others: the client, which is told next, must not look through one of them.
      sockets.stream()
          .filter(other -> !other.equals(client) && !other.equals(server))
          .forEach(Relay::close);
    }
    close(client);
    // The other thread reads the server's answer, cannot pass it on, and closes this end.
    server.getOutputStream().write(commit, 0, count);
    while (!server.isClosed()) {
      Thread.onSpinWait();
    }
    if (gone) {
      goAway();
    }
  }

  private void answers(Socket client, Socket server) {
    try {
      InputStream in = server.getInputStream();
      byte[] buffer = new byte[1 << 16];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        passGate();
        client.getOutputStream().write(buffer, 0, count);
      }
    } catch (IOException broken) {
      // Either end has gone.
    } finally {
      close(client);
      close(server);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    letGo();
    goAway();
  }
}
