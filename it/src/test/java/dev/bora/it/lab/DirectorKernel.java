// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** A kernel that has IPVS, as the lab's directors have it: this host's, or one of its own. */
public final class DirectorKernel {
  private DirectorKernel() {}

  /**
   * Runs a command there; its kernel, if it has one of its own, does not end with it.
   *
   * @param folder that it sees as {@code /mnt}
   * @param last what it says when it has done all
   * @return the lines that it wrote before
   */
  public static List<String> run(Path folder, String last, String... command) throws IOException {
    try (LabGround ground = LabGround.prepare(LabShape.usual(), here -> here)) {
      Machine machine = ground.machine("kernel", ground.plans().kernel(folder, command));
      machine.start();
      Lab.await(last, () -> hasSaid(machine, last));
      return machine.lines().takeWhile(line -> !line.equals(last)).toList();
    }
  }

  private static boolean hasSaid(Machine machine, String line) {
    try {
      return machine.lines().anyMatch(line::equals);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
