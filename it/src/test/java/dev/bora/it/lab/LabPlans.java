// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.lab;

import dev.bora.it.harness.Checkout;
import dev.bora.it.lab.LabShape.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the machines of a lab are like.
 *
 * @param at which address
 * @param siteFile of its nodes, in a folder with all that it names
 * @param rendered where {@code bora lvs render} wrote
 * @param grid the test grid's folder
 * @param shared a folder that the user's machine sees as well
 */
record LabPlans(Addresses at, Path siteFile, Path rendered, Path grid, Path shared) {
  /** A node lives for minutes: it is not worth while to compile it well. */
  private static final String OPTIONS = "-Xmx512m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  MachinePlan director(String name, List<String> addresses) {
    return MachinePlan.of("bora-lab-director", addresses)
        .seeing(Map.of(rendered.resolve(name), "/etc/keepalived"))
        .booting("ip_vs", "direct");
  }

  /** A director's kernel with something else to do. */
  MachinePlan kernel(Path folder, String... command) {
    return MachinePlan.of("bora-lab-director", List.of(at.client()))
        .seeing(Map.of(folder, "/mnt"))
        .booting("ip_vs", command);
  }

  /** In the place of a frontend behind a tunnel: it unpacks, and answers a word. */
  MachinePlan realServer(String name, String address) {
    return MachinePlan.of("bora-lab-director", List.of(address))
        .seeing(Map.of(rendered.resolve(name), "/etc/real-server"))
        .booting("ipip", "real-server", name);
  }

  MachinePlan node(String name, String address) {
    return MachinePlan.of("bora:lab", List.of(address))
        .with(
            Map.of(
                "BORA_SITE", siteFile.toString(), "BORA_NODE", name, "JDK_JAVA_OPTIONS", OPTIONS))
        .seeing(atTheSamePath(siteFolder(), grid))
        .knowing(names())
        .in(sysctls(name), atStart(name, address));
  }

  MachinePlan database() {
    return MachinePlan.of("bora-lab-database", List.of(at.database()))
        .with(Map.of("PASSWORD", LabSite.SECRET))
        .in(Map.of(), at.routes(at.database()));
  }

  MachinePlan client() {
    return MachinePlan.of("bora-lab-client", List.of(at.client()))
        .seeing(atTheSamePath(siteFolder(), shared, grid))
        .knowing(at.layout() == Layout.DUAL_STACK ? namesOfIpv6() : names());
  }

  private Path siteFolder() {
    return siteFile.resolveSibling("");
  }

  private static Map<Path, String> atTheSamePath(Path... folders) {
    Map<Path, String> mounts = new HashMap<>();
    Stream.of(folders).forEach(folder -> mounts.put(folder, folder.toString()));
    return mounts;
  }

  private static List<String> names() {
    return lines(Checkout.file("it/lab/hosts")).filter(line -> line.endsWith(".test")).toList();
  }

  /** The service's is of IPv6 only, which clients that know both would not use. */
  private List<String> namesOfIpv6() {
    String vip = at.frontendVip() + " ";
    return names().stream()
        .map(name -> name.replace(vip, Addresses.six(at.frontendVip()) + " "))
        .toList();
  }

  private Map<String, String> sysctls(String node) {
    Map<String, String> sysctls = new HashMap<>();
    lines(rendered.resolve(node).resolve("sysctl.conf"))
        .filter(line -> line.contains(" = "))
        .forEach(
            line -> sysctls.put(line.replaceFirst(" = .*", ""), line.replaceFirst(".* = ", "")));
    return sysctls;
  }

  private List<List<String>> atStart(String node, String address) {
    if (address.equals(at.door())) {
      return at.routes(address);
    }
    Path addresses = rendered.resolve(node).resolve("addresses");
    return Files.exists(addresses) ? List.of(List.of(addresses.toString())) : List.of();
  }

  /** None where nothing was rendered. */
  private static Stream<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file).stream() : Stream.of();
    } catch (IOException e) {
      throw new AssertionError("no " + file, e);
    }
  }
}
