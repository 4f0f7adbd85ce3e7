// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.point;

import dev.bora.app.node.NodeServices;
import dev.bora.app.node.TerminationSignals;
import dev.bora.db.node.FenceWitness;
import dev.bora.filesystem.posix.KernelWitness;
import dev.bora.heartbeat.kernel.KillSwitch;
import dev.bora.heartbeat.kernel.KillTimer;
import dev.bora.site.Site;
import dev.bora.site.SiteFile;
import java.nio.file.Path;
import java.util.List;

/**
 * A backend's process as {@code bora node} runs it, with witnesses of its system calls and its
 * transactions.
 */
public final class DrillNode {
  private DrillNode() {}

  /**
   * Runs until it is killed or asked to stop.
   *
   * @param arguments site file, node, folder of the plan, {@code timer} or {@code no-timer}
   */
  public static void main(String[] arguments) throws Exception {
    Site site = SiteFile.load(Path.of(arguments[0]));
    Path plans = Path.of(arguments[2]);
    Holds holds = new Holds(plans);
    KernelWitness.install(new PlannedFault(plans, holds));
    FenceWitness.install(holds);
    KillSwitch killSwitch = arguments[3].equals("timer") ? KillTimer.create() : KillSwitch.NONE;
    TerminationSignals signals = TerminationSignals.listen();
    try (NodeServices _ =
        NodeServices.start(site, List.of(site.node(arguments[1])), killSwitch, signals)) {
      System.out.println("ready");
      signals.await();
    }
  }
}
