// SPDX-License-Identifier: Apache-2.0
package dev.bora.app;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What is not told on the command line and is the same for every command of a host: in containers
 * it comes from the environment.
 *
 * @param environment of this process
 */
record EnvironmentDefaults(Map<String, String> environment) implements IDefaultValueProvider {
  private static final Map<String, String> VARIABLES =
      Map.of("--site", "BORA_SITE", "--node", "BORA_NODE");

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    String value =
        argument instanceof OptionSpec option
            ? environment.getOrDefault(VARIABLES.getOrDefault(option.longestName(), ""), "")
            : "";
    return value.isEmpty() ? null : value;
  }
}
