// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports of loopback for servers that must be told theirs. */
public final class Ports {

  private Ports() {}

  /** A port that nobody listens on at this moment. */
  public static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
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
