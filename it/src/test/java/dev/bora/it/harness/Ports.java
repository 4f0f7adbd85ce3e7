// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of loopback for servers that must be told theirs. */
public final class Ports {

  private static final int LOWEST = 12_000;

  /** Where Linux begins to take the ports of outgoing connections from. */
  private static final int OUTGOING = 32_768;

  private Ports() {}

  /** A port that nobody listens on at this moment. */
  public static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /**
   * A port that nobody listens on at this moment, and that no outgoing connection gets for its own
   * end: a server that is killed finds it free when it starts again.
   */
  public static int lasting() throws IOException {
    for (int attempt = 0; attempt < 100; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, OUTGOING);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // taken: another one
      }
    }
    throw new IOException("no free port below " + OUTGOING);
  }

  /** The first of two neighbours that nobody listens on at this moment. */
  public static int freePair() throws IOException {
    for (int attempt = 0; attempt < 100; attempt++) {
      int first = free();
      try (ServerSocket second = new ServerSocket(first + 1, 1, InetAddress.getLoopbackAddress())) {
        return second.getLocalPort() - 1;
      } catch (IOException e) {
        // taken: the next one
      }
    }
    throw new IOException("no two free ports next to each other");
  }
}
