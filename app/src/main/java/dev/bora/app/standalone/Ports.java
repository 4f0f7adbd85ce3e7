// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.standalone;

import dev.bora.app.failure.RefusedException;
import dev.bora.site.BackendNode;
import dev.bora.site.DoorNode;
import dev.bora.site.FrontendNode;
import dev.bora.site.HostPort;
import dev.bora.site.Node;
import dev.bora.site.Site;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The ports of a standalone Bora: the one for SRM clients is chosen, the others are the next free
 * ones above it when the site file is made, and are kept there.
 *
 * @param srm P, 8444 unless the user says otherwise
 * @param door P+1 if it is free
 * @param frontendHealth P+2 if it is free
 * @param backendHealth P+3 if it is free
 * @param doorHealth P+4 if it is free
 * @param xmlRpc P+5 if it is free
 * @param database P+6 if it is free
 */
record Ports(
    int srm,
    int door,
    int frontendHealth,
    int backendHealth,
    int doorHealth,
    int xmlRpc,
    int database) {
  static final int DEFAULT_SRM = 8444;

  private static final int OTHERS = 6;
  private static final int LARGEST = 65_535;

  /** A port that the site file names, and where. */
  private record Named(HostPort address, String key) {}

  /**
   * Chooses ports that are free now.
   *
   * @throws RefusedException that of SRM is not, or there are not enough above it
   */
  static Ports choose(int srm, Path siteFile) throws RefusedException {
    Named named = new Named(new HostPort("localhost", srm), "nodes.frontends.frontend.srm-port");
    requireFree(named, siteFile);
    List<Integer> others = new ArrayList<>();
    for (int port = srm + 1; others.size() < OTHERS; port++) {
      if (port > LARGEST) {
        throw new RefusedException(
            "--port %d: six more free ports are needed above it".formatted(srm));
      }
      if (isFree(port)) {
        others.add(port);
      }
    }
    return new Ports(
        srm,
        others.get(0),
        others.get(1),
        others.get(2),
        others.get(3),
        others.get(4),
        others.get(5));
  }

  /**
   * Requires that everything the site file names can be listened on.
   *
   * @throws RefusedException naming the first that is not, and its key
   */
  static void requireFree(Site site, Path siteFile) throws RefusedException {
    for (Named named : namedIn(site)) {
      requireFree(named, siteFile);
    }
  }

  private static List<Named> namedIn(Site site) {
    List<Named> all = new ArrayList<>();
    for (Node node : site.nodes().all()) {
      String path = "nodes." + node.role() + "s." + node.name() + ".";
      String port =
          switch (node) {
            case FrontendNode _ -> "srm-port";
            case BackendNode _ -> "xml-rpc-port";
            case DoorNode _ -> "https-port";
          };
      all.add(new Named(node.listen(), path + port));
      all.add(new Named(node.health(), path + "health-port"));
    }
    site.database().hosts().forEach(host -> all.add(new Named(host, "database.hosts")));
    return all;
  }

  private static void requireFree(Named named, Path siteFile) throws RefusedException {
    HostPort address = named.address();
    try {
      bind(address.host(), address.port());
    } catch (BindException e) {
      throw new RefusedException(
          "port %d (%s in %s): %s%s"
              .formatted(
                  address.port(),
                  named.key(),
                  siteFile,
                  e.getMessage(),
                  named.key().endsWith("srm-port") ? "; see --port" : ""),
          e);
    } catch (IOException e) {
      throw new RefusedException(
          "%s (%s in %s): %s".formatted(address, named.key(), siteFile, e.getMessage()), e);
    }
  }

  private static boolean isFree(int port) {
    try {
      bind("localhost", port);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void bind(String host, int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
    }
  }
}
