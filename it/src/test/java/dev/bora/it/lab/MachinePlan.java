// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a machine is like.
 *
 * @param image of its container
 * @param address on the lab's network
 * @param environment of its processes
 * @param mounts folders of this host, and where it sees them
 * @param sysctls of its network
 * @param atStart commands of this host that are run in its network as soon as there is one
 * @param hosts names that it knows, each after its address
 * @param boots whether it may boot a kernel of its own
 */
record MachinePlan(
    String image,
    String address,
    Map<String, String> environment,
    Map<Path, String> mounts,
    Map<String, String> sysctls,
    List<List<String>> atStart,
    List<String> hosts,
    boolean boots) {

  static MachinePlan of(String image, String address) {
    return new MachinePlan(
        image, address, Map.of(), Map.of(), Map.of(), List.of(), List.of(), false);
  }

  MachinePlan with(Map<String, String> variables) {
    return new MachinePlan(image, address, variables, mounts, sysctls, atStart, hosts, boots);
  }

  MachinePlan seeing(Map<Path, String> folders) {
    return new MachinePlan(image, address, environment, folders, sysctls, atStart, hosts, boots);
  }

  MachinePlan in(Map<String, String> settings, List<List<String>> commands) {
    return new MachinePlan(image, address, environment, mounts, settings, commands, hosts, boots);
  }

  MachinePlan knowing(List<String> names) {
    return new MachinePlan(image, address, environment, mounts, sysctls, atStart, names, boots);
  }

  MachinePlan booting() {
    return new MachinePlan(image, address, environment, mounts, sysctls, atStart, hosts, true);
  }
}
