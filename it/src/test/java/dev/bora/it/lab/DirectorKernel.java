// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A kernel that has IPVS, as the lab's directors have it: this host's, or one of its own. */
public final class DirectorKernel {
  private DirectorKernel() {}

  /**
   * Runs a command there.
   *
   * @param folder that it sees as {@code /mnt}
   * @return the lines that it wrote
   */
  public static List<String> run(Path folder, String... command) throws IOException {
    try (LabGround ground = LabGround.prepare(LabShape.usual(), here -> here)) {
      Machine machine = ground.machine("kernel", ground.plans().kernel(folder, command));
      machine.start();
      machine.awaitEnd();
      return machine.lines().toList();
    }
  }
}
