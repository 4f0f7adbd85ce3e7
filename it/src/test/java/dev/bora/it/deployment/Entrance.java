// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.deployment;

/**
 * A port at which clients come in.
 *
 * @param name of what listens there
 * @param port on localhost
 */
public record Entrance(String name, int port) {

  /** A SURL of a path below /testvo there. */
  public String surl(String path) {
    return "srm://localhost:%d/srm/managerv2?SFN=/testvo/%s".formatted(port, path);
  }
}
