// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.deployment;

/**
 * A port at which clients come in.
 *
 * @param name of what listens there
 * @param host that clients write into SURLs, and connect to
 * @param port there
 */
public record Entrance(String name, String host, int port) {

  /** One on localhost. */
  public static Entrance local(String name, int port) {
    return new Entrance(name, "localhost", port);
  }

  /** What SURLs begin with there. */
  public String server() {
    return "srm://%s:%d".formatted(host, port);
  }

  /** A SURL of a path below /testvo there. */
  public String surl(String path) {
    return "%s/srm/managerv2?SFN=/testvo/%s".formatted(server(), path);
  }
}
