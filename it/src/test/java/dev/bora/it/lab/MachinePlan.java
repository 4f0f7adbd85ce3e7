// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a machine is like.
 *
 * @param image of its container
 * @param addresses on the lab's networks, one on each
 * @param environment of its processes
 * @param mounts folders of this host, and where it sees them
 * @param sysctls of its network
 * @param atStart commands of this host that are run in its network as soon as there is one
 * @param hosts names that it knows, each after its address
 * @param boots a module and the command that needs it, for which it may boot a kernel of its own
 */
record MachinePlan(
    String image,
    List<String> addresses,
    Map<String, String> environment,
    Map<Path, String> mounts,
    Map<String, String> sysctls,
    List<List<String>> atStart,
    List<String> hosts,
    List<String> boots) {

  static MachinePlan of(String image, List<String> addresses) {
    return new MachinePlan(
        image, addresses, Map.of(), Map.of(), Map.of(), List.of(), List.of(), List.of());
  }

  MachinePlan with(Map<String, String> variables) {
    return new MachinePlan(image, addresses, variables, mounts, sysctls, atStart, hosts, boots);
  }

  MachinePlan seeing(Map<Path, String> folders) {
    return new MachinePlan(image, addresses, environment, folders, sysctls, atStart, hosts, boots);
  }

  MachinePlan in(Map<String, String> settings, List<List<String>> commands) {
    return new MachinePlan(image, addresses, environment, mounts, settings, commands, hosts, boots);
  }

  MachinePlan knowing(List<String> names) {
    return new MachinePlan(image, addresses, environment, mounts, sysctls, atStart, names, boots);
  }

  MachinePlan booting(String module, String... command) {
    List<String> words = Stream.concat(Stream.of(module), Stream.of(command)).toList();
    return new MachinePlan(image, addresses, environment, mounts, sysctls, atStart, hosts, words);
  }
}
