// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend;

import dev.bora.backend.call.BackendService;
import dev.bora.backend.call.ListingCalls;
import dev.bora.backend.call.NameSpaceCalls;
import dev.bora.backend.call.NudgeCalls;
import dev.bora.backend.call.RequestCalls;
import dev.bora.backend.job.ChecksumJob;
import dev.bora.backend.job.ExpiryJob;
import dev.bora.backend.job.HousekeepingJob;
import dev.bora.backend.job.Job;
import dev.bora.backend.job.Jobs;
import dev.bora.backend.job.SweepJob;
import dev.bora.backend.room.Aborts;
import dev.bora.backend.room.Rooms;
import dev.bora.backend.work.AreaBoard;
import dev.bora.backend.work.ClaimLoop;
import dev.bora.backend.work.OpenArea;
import dev.bora.backend.work.Retention;
import dev.bora.backend.work.Returns;
import dev.bora.backend.work.Runner;
import dev.bora.backend.work.Strays;
import dev.bora.backend.work.Tools;
import dev.bora.db.DatabaseUnavailableException;
import dev.bora.db.node.Fence;
import dev.bora.db.node.Fit;
import dev.bora.db.queue.Caps;
import dev.bora.db.queue.Caps.Most;
import dev.bora.db.table.NodeRole;
import dev.bora.heartbeat.Adopter;
import dev.bora.heartbeat.Heart;
import dev.bora.heartbeat.Membership;
import dev.bora.heartbeat.kernel.BootClock;
import dev.bora.rpc.contract.BackendCalls;
import dev.bora.rpc.contract.PingReply;
import dev.bora.site.Essentials;
import dev.bora.site.FileLimits;
import dev.bora.site.Site;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A backend from its registration until it leaves, is fenced, or has been silent too long. */
final class Incarnation implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Incarnation.class);
  private static final Duration LOOK_FOR_STRAYS = Duration.ofSeconds(3);
  private static final Duration LOOK_FOR_RETURNS = Duration.ofSeconds(2);
  private static final Duration SWEEP_GRACE = Duration.ofMinutes(5);
  private static final Duration BLOCKS_STAY = Duration.ofDays(7);

  private final Ground ground;
  private final Tools tools;
  private final Runner runner;
  private final Returns returns;
  private final BackendCalls service;
  private final Parts parts;

  private Incarnation(
      Ground ground,
      Tools tools,
      Runner runner,
      Returns returns,
      BackendCalls service,
      Parts parts) {
    this.ground = ground;
    this.tools = tools;
    this.runner = runner;
    this.returns = returns;
    this.service = service;
    this.parts = parts;
  }

  /**
   * Registers, takes back what this node's forerunners held, and begins to work.
   *
   * @param again whether this process had another one before, which may have lost the database
   * @param onEnd told once, on a thread of its own, when this incarnation may begin nothing any
   *     more
   */
  static Incarnation begin(Ground ground, boolean again, Runnable onEnd) {
    Fence fence =
        ground
            .membership()
            .register(
                new Membership.Identity(
                    NodeRole.BACKEND,
                    ground.node().name(),
                    ground.node().endpoint().toString(),
                    ground.version(),
                    ground.site().digest()),
                fit(ground.site()));
    Parts parts = new Parts();
    try {
      Heart heart =
          parts.add(
              Heart.start(
                  ground.beats(),
                  fence,
                  ground.times(),
                  ground.drain(),
                  ground.killSwitch(),
                  reason -> {
                    LOG.warn("epoch {} of {} has ended: {}", fence.epoch(), fence.node(), reason);
                    onEnd.run();
                  }));
      return begin(ground, again, tools(ground, fence, heart), parts);
    } catch (DatabaseUnavailableException away) {
      // What it may hold already is for this node's next incarnation, not for others.
      parts.close();
      throw away;
    } catch (RuntimeException failure) {
      parts.close();
      ground.membership().deregister(fence);
      throw failure;
    }
  }

  private static Fit fit(Site site) {
    Essentials essentials = Essentials.of(site);
    return new Fit(essentials.text(), essentials::against, Essentials::stale);
  }

  private static Incarnation begin(Ground ground, boolean again, Tools tools, Parts parts) {
    parts.add(AreaBoard.start(ground.areas(), tools.fence()));
    Runner runner = parts.add(new Runner(tools, itself -> new Rooms(new Aborts(tools, itself))));
    Aborts aborts = new Aborts(tools, runner);
    parts.add(
        Adopter.start(
            ground.membership(),
            tools.fence(),
            tools.heart(),
            ground.times(),
            ground.node().endpoint().toString(),
            new Adopted(runner, tools.requests(), ground.drain()),
            again,
            BootClock::nanos));
    parts.add(Strays.start(tools, runner, LOOK_FOR_STRAYS));
    Returns returns = parts.add(Returns.start(tools, runner, LOOK_FOR_RETURNS));
    Map<String, ClaimLoop> loops = claimLoops(ground.site(), tools, runner, parts);
    parts.add(Jobs.start(tools.fence(), tools.heart(), jobs(tools, aborts)));
    BackendCalls service =
        new BackendService(
            new NameSpaceCalls(tools, runner, ground.site().rpc().callTimeout()),
            new RequestCalls(tools, runner, aborts),
            new ListingCalls(tools),
            new NudgeCalls(tools, loops),
            new PingReply(ground.node().name(), ground.version()));
    return new Incarnation(ground, tools, runner, returns, service, parts);
  }

  private static Tools tools(Ground ground, Fence fence, Heart heart) {
    return new Tools(
        ground.database(),
        fence,
        heart,
        ground.areas(),
        ground.accounts(),
        ground.turls(),
        Retention.of(ground.site()),
        ground.site().queue(),
        Caps.of(cap(ground.site().admission().put()), cap(ground.site().admission().get())),
        ground.drain());
  }

  /** What comes in is the frontends' matter. */
  private static Caps.Cap cap(FileLimits limits) {
    return new Caps.Cap(
        Most.UNLIMITED.withWork(limits.maxInprogress(), limits.maxTransfers()),
        Most.UNLIMITED.withWork(limits.maxInprogressPerUser(), limits.maxTransfersPerUser()));
  }

  private static Map<String, ClaimLoop> claimLoops(
      Site site, Tools tools, Runner runner, Parts parts) {
    Map<String, ClaimLoop> loops = new HashMap<>();
    for (OpenArea area : tools.areas().all()) {
      ClaimLoop loop =
          new ClaimLoop(
              tools,
              runner,
              area,
              site.queue().pollInterval(),
              site.queue().claimBatch(),
              site.queue().filesInHand());
      loops.put(area.name(), parts.add(loop));
    }
    return loops;
  }

  private static List<Job> jobs(Tools tools, Aborts aborts) {
    return List.of(
        new ExpiryJob(tools, aborts, Duration.ofSeconds(1)),
        new ChecksumJob(tools, Duration.ofSeconds(1)),
        new SweepJob(tools, Duration.ofMinutes(1), SWEEP_GRACE, BLOCKS_STAY),
        new HousekeepingJob(tools.fence(), Duration.ofMinutes(10)));
  }

  /** What it does for the frontends. */
  BackendCalls service() {
    return service;
  }

  /** Whether it may begin something now. */
  boolean mayBegin() {
    return tools.heart().mayBegin();
  }

  /** How many files are in its hands. */
  int filesInHand() {
    return runner.running();
  }

  /** It has begun to drain: what has not begun goes back to the queue. */
  void handBackWaiting() {
    returns.hurry();
  }

  /** Waits for what is in its hands; how much there still is when the time is over. */
  int awaitNone(Duration atMost) throws InterruptedException {
    return runner.awaitNone(atMost);
  }

  /** Stops, because it may begin nothing any more; the node's next incarnation goes on. */
  void abandon() {
    parts.close();
  }

  /** Stops in order, and leaves. */
  @Override
  public void close() {
    parts.close();
    try {
      ground.membership().deregister(tools.fence());
    } catch (DatabaseUnavailableException away) {
      LOG.warn("epoch {} could not be deregistered: {}", tools.fence().epoch(), away.getMessage());
    }
  }
}
