// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.operation;

import dev.bora.db.Database;
import dev.bora.db.queue.Caps;
import dev.bora.db.queue.Caps.Most;
import dev.bora.db.table.Pause;
import dev.bora.frontend.names.SurlResolver;
import dev.bora.frontend.queue.DoubtfulRequests;
import dev.bora.frontend.queue.Nudger;
import dev.bora.frontend.queue.RequestTokens;
import dev.bora.frontend.queue.Requests;
import dev.bora.frontend.queue.Submitter;
import dev.bora.rpc.contract.PingReply;
import dev.bora.site.FileLimits;
import dev.bora.site.Site;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The operations that there are, put together. */
public final class Operations {
  /** A commit in doubt is resolved so long after its beginning, or answered as an error. */
  private static final Duration DOUBT = Duration.ofMillis(1_600);

  private final Ping ping;
  private final TransferProtocols protocols;
  private final Ls ls;
  private final NameSpace nameSpace;
  private final PrepareToGet prepareToGet;
  private final PrepareToPut prepareToPut;
  private final StatusOfRequests status;
  private final FileCalls fileCalls;
  private final ReleaseFiles releaseFiles;
  private final ExtendFileLifeTime extendFileLifeTime;
  private final RequestLists lists;

  /**
   * For a site.
   *
   * @param version of this frontend
   * @param backend what was last known of a backend
   * @param paused what operators let wait
   */
  public Operations(
      Site site,
      Database database,
      DoubtfulRequests doubtful,
      String version,
      Supplier<Optional<PingReply>> backend,
      Supplier<List<Pause>> paused) {
    int mostSurls = site.limits().surlsPerRequest();
    SurlResolver resolver = new SurlResolver(site);
    Pauses pauses = new Pauses(paused);
    Requests requests = new Requests(database);
    Prepare prepare =
        new Prepare(
            site,
            resolver,
            pauses,
            new RequestTokens(Clock.systemUTC()),
            new Submitter(
                database,
                Caps.of(cap(site.admission().put()), cap(site.admission().get())),
                doubtful,
                DOUBT),
            new Nudger(database, site.queue().nudgeWait(), site.queue().claimBatch()));
    this.ping = new Ping(version, backend);
    this.protocols = new TransferProtocols(site);
    this.ls = new Ls(resolver, site.limits());
    this.nameSpace = new NameSpace(resolver, pauses, mostSurls);
    this.prepareToGet = new PrepareToGet(prepare);
    this.prepareToPut = new PrepareToPut(prepare);
    this.status = new StatusOfRequests(requests, resolver, mostSurls);
    this.fileCalls = new FileCalls(requests, resolver, mostSurls);
    this.releaseFiles = new ReleaseFiles(database, requests, resolver, mostSurls);
    this.extendFileLifeTime =
        new ExtendFileLifeTime(database, requests, resolver, site.lifetimes(), mostSurls);
    this.lists = new RequestLists(database, requests, site);
  }

  /** The others are the backends' matter. */
  private static Caps.Cap cap(FileLimits limits) {
    return new Caps.Cap(
        Most.UNLIMITED.withRequests(limits.maxRequests()),
        Most.UNLIMITED.withRequests(limits.maxRequestsPerUser()));
  }

  Ping ping() {
    return ping;
  }

  TransferProtocols protocols() {
    return protocols;
  }

  Ls ls() {
    return ls;
  }

  NameSpace nameSpace() {
    return nameSpace;
  }

  PrepareToGet prepareToGet() {
    return prepareToGet;
  }

  PrepareToPut prepareToPut() {
    return prepareToPut;
  }

  StatusOfRequests status() {
    return status;
  }

  FileCalls fileCalls() {
    return fileCalls;
  }

  ReleaseFiles releaseFiles() {
    return releaseFiles;
  }

  ExtendFileLifeTime extendFileLifeTime() {
    return extendFileLifeTime;
  }

  RequestLists lists() {
    return lists;
  }
}
