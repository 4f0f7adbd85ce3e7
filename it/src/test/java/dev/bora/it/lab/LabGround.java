// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.lab;

import dev.bora.it.harness.BoraCommand;
import dev.bora.it.harness.Checkout;
import dev.bora.it.harness.Command;
import dev.bora.it.harness.Opened;
import dev.bora.it.harness.TestGrid;
import dev.bora.it.harness.Workplace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a lab stands on: networks, a site file with all that it names, and what {@code bora lvs
 * render} wrote for it. It closes what was opened on it, the last first.
 */
final class LabGround implements AutoCloseable {
  /** Of the user bora in the image. */
  private static final String BORA = "8444";

  private final Opened open;
  private final TestGrid grid = TestGrid.get();
  private final LabSite site;
  private final Workplace workplace;
  private final LabNetworks networks;
  private final Path siteFile;
  private final Path rendered;
  private final LabPlans plans;

  private LabGround(LabShape shape, Opened open) throws IOException {
    this.open = open;
    site = LabSite.of(shape);
    workplace = open.add(Workplace.make("lab"));
    networks = open.add(LabNetworks.make(shape.layout()));
    siteFile = new LabSiteFile(site).write(workplace.folder(), grid);
    rendered = workplace.folder().resolve("lvs");
    if (!site.directors().isEmpty()) {
      render();
    }
    for (String owned : List.of("secret", "hostkey.pem", "storage")) {
      command("chown", "-R", BORA + ":" + BORA, workplace.folder().resolve(owned).toString());
    }
    plans = new LabPlans(site.at(), siteFile, rendered, grid.folder(), workplace.logs());
  }

  /** What can be had before any machine is. */
  interface Building<L> {
    L on(LabGround ground) throws IOException;
  }

  /** Prepares one, and builds a lab on it that closes it; nothing is left if that fails. */
  static <L> L prepare(LabShape shape, Building<L> building) throws IOException {
    command(Duration.ofMinutes(20), Checkout.file("it/lab/prepare").toString());
    Opened open = new Opened();
    try {
      return building.on(new LabGround(shape, open));
    } catch (IOException | RuntimeException | AssertionError e) {
      open.closeAfter(e);
      throw e;
    }
  }

  /** Writes what directors read, as the site file has it now. */
  void render() {
    lvs("check", "--certificate", grid.hostCertificate().toString());
    lvs("render", "--to", rendered.toString());
  }

  private void lvs(String command, String... words) {
    BoraCommand.brief("lvs", command, "--site", siteFile.toString()).and(words).run().succeeded();
  }

  /** The folder below storage may be written to by Bora, and by tests. */
  void share(Path folder) {
    command(
        "setfacl", "-m", "user:" + BORA + ":rwx,default:user:" + BORA + ":rwx", folder.toString());
  }

  private static void command(String... words) {
    command(Duration.ofMinutes(2), words);
  }

  private static void command(Duration limit, String... words) {
    Command.of(words).within(limit).run().succeeded();
  }

  /** Machines that direct, as they were rendered; not started. */
  Directors directors() {
    return new Directors(
        site.directors().entrySet().stream()
            .map(one -> machine(one.getKey(), plans.director(one.getKey(), one.getValue())))
            .toList(),
        site.realServers());
  }

  /** One that is not started. */
  Machine machine(String name, MachinePlan plan) {
    return opened(Machine.of(name, plan, networks, workplace.logs().resolve(name + ".log")));
  }

  /** It is closed with the others. */
  <T extends AutoCloseable> T opened(T resource) {
    return open.add(resource);
  }

  TestGrid grid() {
    return grid;
  }

  LabSite site() {
    return site;
  }

  Workplace workplace() {
    return workplace;
  }

  Path siteFile() {
    return siteFile;
  }

  LabPlans plans() {
    return plans;
  }

  @Override
  public void close() {
    open.close("the lab");
  }
}
