// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend;

import dev.bora.backend.call.BackendService;
import dev.bora.backend.call.ListingCalls;
import dev.bora.backend.call.NameSpaceCalls;
import dev.bora.backend.call.NudgeCalls;
import dev.bora.backend.call.RequestCalls;
import dev.bora.backend.job.ChecksumJob;
import dev.bora.backend.job.ExpiryJob;
import dev.bora.backend.job.Jobs;
import dev.bora.backend.job.SweepJob;
import dev.bora.backend.room.Rooms;
import dev.bora.backend.turl.EndpointProbe;
import dev.bora.backend.turl.Turls;
import dev.bora.backend.work.Accounts;
import dev.bora.backend.work.ClaimLoop;
import dev.bora.backend.work.OpenArea;
import dev.bora.backend.work.OpenAreas;
import dev.bora.backend.work.Result;
import dev.bora.backend.work.Runner;
import dev.bora.backend.work.Tools;
import dev.bora.db.Database;
import dev.bora.db.node.Fence;
import dev.bora.db.node.HostProcess;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.NodeRole;
import dev.bora.heartbeat.BeatTimes;
import dev.bora.heartbeat.Heart;
import dev.bora.heartbeat.Membership;
import dev.bora.rpc.SharedSecret;
import dev.bora.rpc.contract.PingReply;
import dev.bora.rpc.health.Health;
import dev.bora.rpc.health.HealthServer;
import dev.bora.rpc.server.BackendServer;
import dev.bora.rpc.server.BackendServerConfig;
import dev.bora.site.BackendNode;
import dev.bora.site.GridMap;
import dev.bora.site.SecretFile;
import dev.bora.site.Site;
import dev.bora.site.SiteException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running backend. */
public final class Backend implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Backend.class);
  private static final int FILES_IN_HAND = 200;
  private static final int ADOPTION_BATCH = 100;
  private static final Duration CALLS_END = Duration.ofSeconds(10);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  private Backend() {}

  /**
   * Starts a backend: it serves when this returns.
   *
   * @param database with the schema of this release
   * @param version of the software
   * @throws IOException if a storage area, a port or a file of the configuration is not usable,
   *     with the reason
   */
  public static Backend start(Site site, BackendNode node, Database database, String version)
      throws IOException, SiteException {
    Backend backend = new Backend();
    try {
      backend.open(site, node, database, version);
      return backend;
    } catch (IOException | SiteException | RuntimeException failure) {
      backend.close();
      throw failure;
    }
  }

  private void open(Site site, BackendNode node, Database database, String version)
      throws IOException, SiteException {
    SharedSecret secret = secret(site);
    OpenAreas areas = part(OpenAreas.open(site));
    EndpointProbe probe =
        part(
            EndpointProbe.start(
                Turls.endpoints(site),
                site.transfer().probeInterval(),
                site.transfer().probeTimeout()));
    Membership membership = new Membership(database, times(site), HostProcess.current());
    Fence fence =
        membership.register(
            new Membership.Identity(
                NodeRole.BACKEND, node.name(), node.endpoint().toString(), version, site.digest()));
    parts.push(() -> membership.deregister(fence));
    Heart heart =
        part(
            Heart.start(
                database,
                fence,
                times(site),
                () -> LOG.error("{} was fenced by others; it must be started again", node.name())));
    Tools tools =
        new Tools(
            database, fence, heart, areas, new Accounts(gridMap(site)), new Turls(site, probe));
    serve(site, node, version, tools, membership, secret);
  }

  private void serve(
      Site site,
      BackendNode node,
      String version,
      Tools tools,
      Membership membership,
      SharedSecret secret)
      throws IOException, SiteException {
    Runner runner = part(new Runner(tools, new Rooms()));
    takeBack(membership, node, tools, runner);
    Map<String, ClaimLoop> loops = new HashMap<>();
    for (OpenArea area : tools.areas().all()) {
      String name = area.config().name();
      loops.put(
          name,
          part(
              new ClaimLoop(
                  tools,
                  runner,
                  name,
                  site.queue().pollInterval(),
                  site.queue().claimBatch(),
                  FILES_IN_HAND)));
    }
    part(
        Jobs.start(
            tools.fence(),
            tools.heart(),
            List.of(
                new ExpiryJob(tools, Duration.ofSeconds(1)),
                new ChecksumJob(tools, Duration.ofSeconds(1)),
                new SweepJob(tools, Duration.ofMinutes(1), Duration.ofMinutes(5)))));
    BackendService service =
        new BackendService(
            new NameSpaceCalls(tools, runner),
            new RequestCalls(tools, runner, site.heartbeat().stale()),
            new ListingCalls(tools),
            new NudgeCalls(tools, loops),
            new PingReply(node.name(), version));
    BackendServer server =
        BackendServer.start(
            BackendServerConfig.of(node.listen().host(), node.listen().port(), node.name()),
            service,
            secret);
    parts.push(() -> server.stop(CALLS_END));
    part(
        HealthServer.start(
            node.health().host(), node.health().port(), () -> health(tools, runner)));
    LOG.info("backend {} serves at {}", node.name(), node.endpoint());
  }

  private static Health health(Tools tools, Runner runner) {
    return tools.heart().mayBegin()
        ? new Health.Well(Map.of("files-in-hand", Integer.toString(runner.running())))
        : new Health.Unwell(List.of("the database does not answer: no beat was committed in time"));
  }

  /** What this node held before it died goes on here. */
  private static void takeBack(
      Membership membership, BackendNode node, Tools tools, Runner runner) {
    for (long older : membership.fenceOlder(tools.fence(), node.endpoint().toString())) {
      List<FileRow> rows;
      int total = 0;
      do {
        rows = tools.claims().adopt(older, ADOPTION_BATCH);
        for (FileRow row : rows) {
          CompletableFuture<Optional<Result>> _ = runner.run(row);
        }
        total += rows.size();
      } while (!rows.isEmpty());
      LOG.info("{} took {} files back from epoch {}", node.name(), total, older);
      membership.bury(older);
    }
  }

  private static BeatTimes times(Site site) {
    return new BeatTimes(
        site.heartbeat().beat(), site.heartbeat().selfStop(), site.heartbeat().stale());
  }

  private static SharedSecret secret(Site site) throws IOException, SiteException {
    Path file = site.rpc().secretFile();
    try {
      return SharedSecret.of(SecretFile.read(file).reveal());
    } catch (IllegalArgumentException unfit) {
      throw new IOException("rpc.secret-file: " + file + ": " + unfit.getMessage(), unfit);
    }
  }

  private static GridMap gridMap(Site site) throws SiteException {
    Path file = site.security().gridmap();
    return file == null ? GridMap.empty() : GridMap.open(file);
  }

  private <T extends AutoCloseable> T part(T part) {
    parts.push(part);
    return part;
  }

  /**
   * Stops in the reverse order of the start; a part that fails to stop does not keep the others.
   */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception failure) {
        LOG.warn("a part of the backend did not stop in order", failure);
      }
    }
  }
}
