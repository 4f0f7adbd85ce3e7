// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.contender;

import dev.bora.backend.Adopted;
import dev.bora.backend.turl.EndpointProbe;
import dev.bora.backend.turl.Turls;
import dev.bora.backend.work.Accounts;
import dev.bora.backend.work.ClaimLoop;
import dev.bora.backend.work.OpenAreas;
import dev.bora.backend.work.Result;
import dev.bora.backend.work.Retention;
import dev.bora.backend.work.Runner;
import dev.bora.backend.work.Task;
import dev.bora.backend.work.Tools;
import dev.bora.bench.server.BenchServer.Target;
import dev.bora.db.Database;
import dev.bora.db.node.Drain;
import dev.bora.db.node.Fence;
import dev.bora.db.node.Fit;
import dev.bora.db.node.HostProcess;
import dev.bora.db.queue.Caps;
import dev.bora.db.table.Line;
import dev.bora.db.table.NodeRole;
import dev.bora.db.table.RequestKind;
import dev.bora.heartbeat.Adopter;
import dev.bora.heartbeat.BeatTimes;
import dev.bora.heartbeat.Heart;
import dev.bora.heartbeat.Membership;
import dev.bora.heartbeat.kernel.BootClock;
import dev.bora.heartbeat.kernel.KillSwitch;
import dev.bora.site.BackendNode;
import dev.bora.site.GridMap;
import dev.bora.site.Site;
import dev.bora.site.SiteException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a backend has for its queue: registration, beats, claims, the runner and its lanes, the
 * journal, adoption. Only the room is the benchmark's, for there is nothing in it.
 */
final class BoraBackend implements AutoCloseable {
  static final String AREA = "data";
  static final int CONNECTIONS = 16;

  /** Never reached, but looked at as those of a site are. */
  static final Caps CAPS =
      new Caps(
          Map.of(
              RequestKind.PUT,
              new Caps.Cap(
                  new Caps.Most(1L << 40, 1L << 40, 1L << 40),
                  new Caps.Most(1L << 40, 1L << 40, 1L << 40))));

  private final Database database;
  private final Database beats;
  private final OpenAreas areas;
  private final EndpointProbe probe;
  private final Membership membership;
  private final Fence fence;
  private final Heart heart;
  private final Runner runner;
  private final Adopter adopter;
  private final ClaimLoop loop;

  private BoraBackend(Target target, Site site, String node, Ledger ledger)
      throws IOException, SiteException {
    this.database = Database.open(target.config(CONNECTIONS));
    this.beats = database.apart();
    this.areas = OpenAreas.open(site, node);
    this.probe = EndpointProbe.start(Set.of(), Duration.ofDays(1), site.transfer().probeTimeout());
    this.membership = new Membership(database, BeatTimes.DEFAULT, HostProcess.current());
    String address = ((BackendNode) site.node(node)).endpoint().toString();
    this.fence =
        membership.register(
            new Membership.Identity(NodeRole.BACKEND, node, address, "bench", site.digest()),
            new Fit("", _ -> List.of(), _ -> BeatTimes.DEFAULT.stale()));
    Drain drain = new Drain(node, () -> {});
    this.heart = Heart.start(beats, fence, BeatTimes.DEFAULT, drain, KillSwitch.NONE, _ -> {});
    Tools tools = tools(site, drain);
    this.runner = new Runner(tools, _ -> (_, _) -> task -> empty(task, ledger));
    this.adopter =
        Adopter.start(
            membership,
            fence,
            heart,
            BeatTimes.DEFAULT,
            address,
            new Adopted(runner, tools.requests(), drain),
            false,
            BootClock::nanos);
    this.loop =
        new ClaimLoop(
            tools,
            runner,
            areas.find(AREA).orElseThrow(),
            site.queue().pollInterval(),
            site.queue().claimBatch(),
            site.queue().filesInHand());
  }

  private Tools tools(Site site, Drain drain) {
    return new Tools(
        database,
        fence,
        heart,
        areas,
        new Accounts(GridMap.empty()),
        new Turls(site, probe, List::copyOf),
        Retention.of(site),
        site.queue(),
        CAPS,
        drain);
  }

  /** Starts one. */
  static BoraBackend start(Target target, Site site, String node, Ledger ledger)
      throws IOException, SiteException {
    return new BoraBackend(target, site, node, ledger);
  }

  private static Result empty(Task task, Ledger ledger) {
    int number = BoraQueue.number(task.row());
    ledger.ran(number);
    Result result = task.done();
    ledger.done(number);
    return result;
  }

  /** What a frontend's nudge becomes. */
  void nudge(long share, List<Long> files) {
    var _ = loop.nudge(Line.ofWork(AREA, RequestKind.PUT, share), files);
  }

  @Override
  public void close() {
    loop.close();
    adopter.close();
    runner.close();
    heart.close();
    membership.deregister(fence);
    probe.close();
    areas.close();
    beats.close();
    database.close();
  }
}
