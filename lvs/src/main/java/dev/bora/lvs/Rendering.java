// SPDX-License-Identifier: Apache-2.0
package dev.bora.lvs;

import dev.bora.site.Director;
import dev.bora.site.Node;
import dev.bora.site.Site;
import dev.bora.site.VirtualServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files for all directors and all hosts with real servers. The same site gives the same files.
 *
 * @param files the text of each, by its path below the folder that they are written to; the first
 *     part is the name of the host's director or node
 */
public record Rendering(SortedMap<String, String> files) {
  /** Keeps the map as it is. */
  public Rendering {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /**
   * Renders a site that {@link LvsCheck} has nothing against.
   *
   * @param password of VRRP version 2; empty if there is none
   */
  public static Rendering of(Site site, String password) {
    SortedMap<String, String> files = new TreeMap<>();
    for (Director director : site.lvs().directors().values()) {
      String folder = director.name() + "/";
      files.put(folder + "keepalived.conf", KeepalivedConf.of(site, director, password));
      files.put(folder + "ipvsadm.rules", IpvsRules.of(site));
      files.put(folder + "modules.conf", DirectorKernel.modules(site));
      files.put(folder + "sysctl.conf", DirectorKernel.sysctls(site));
      files.put(folder + "bora-check", resource("bora-check"));
      files.put(folder + "bora-notify", resource("bora-notify"));
    }
    for (VirtualServer server : site.lvs().virtualServers().values()) {
      for (Node node : Target.nodes(site, server.service())) {
        RealServerSetup setup = new RealServerSetup(site, server, node);
        files.put(node.name() + "/sysctl.conf", setup.sysctls());
        files.put(node.name() + "/addresses", setup.addresses());
      }
    }
    return new Rendering(files);
  }

  /** Whether a file is to be run. */
  public static boolean isScript(String text) {
    return text.startsWith("#!");
  }

  private static String resource(String name) {
    try (InputStream in = Rendering.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
