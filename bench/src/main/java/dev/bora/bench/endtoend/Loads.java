// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.endtoend;

import dev.bora.bench.endtoend.Load.Done;
import dev.bora.bench.endtoend.Load.Preparation;
import dev.bora.bench.endtoend.Load.Work;
import dev.bora.srm.client.SrmClient;
import dev.bora.srm.types.SrmLsRequest;
import dev.bora.srm.types.SrmLsResponse;
import dev.bora.srm.types.SrmMkdirRequest;
import dev.bora.srm.types.SrmMkdirResponse;
import dev.bora.srm.types.SrmPingRequest;
import dev.bora.srm.types.SrmPingResponse;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Which loads there are, and how large. */
public final class Loads {
  private static final int BULK = 200;
  private static final int CLIENTS = 8;
  private static final int LISTED = 10;
  private static final int RESUMED_SECONDS = 20;
  private static final Set<TStatusCode> SUCCESS = Set.of(TStatusCode.SRM_SUCCESS);

  private Loads() {}

  /** Minutes of figures. */
  public static List<Load> full() {
    return List.of(
        new Load("put", CLIENTS, 2_000, 1, 0, puts(1)),
        new Load("put-200-a-request", 4, 50, BULK, 0, puts(BULK)),
        new Load("put-at-200-a-second", 64, 2_000, 1, 200, puts(1)),
        new Load("ping", CLIENTS, 20_000, 1, 0, Loads::pings),
        new Load("ls-of-10", CLIENTS, 10_000, 1, 0, Loads::lists),
        new Load("new-connection", CLIENTS, 2_000, 1, 0, Loads::connections),
        new Load("put-of-one-client", 1, 200, 1, 0, puts(1)),
        new Load("put-beside-30000-files", 1, 100, 1, 0, putsBeside(new Backlog(150))));
  }

  /** Whether it works; its figures say little. */
  public static List<Load> quick() {
    return List.of(
        new Load("put", 2, 8, 1, 0, puts(1)),
        new Load("put-20-a-request", 2, 2, 20, 0, puts(20)),
        new Load("put-at-10-a-second", 4, 10, 1, 10, puts(1)),
        new Load("ping", 2, 8, 1, 0, Loads::pings),
        new Load("ls-of-10", 2, 8, 1, 0, Loads::lists),
        new Load("new-connection", 2, 8, 1, 0, Loads::connections),
        new Load("put-beside-1000-files", 1, 2, 1, 0, putsBeside(new Backlog(5))));
  }

  private static Preparation puts(int size) {
    return (_, clients, folder) -> puts(clients, folder, size);
  }

  private static Work puts(Clients clients, String folder, int size) throws Exception {
    clients.use(client -> mkdir(client, folder));
    return unit ->
        clients.use(client -> Put.run(client, Put.names(folder, String.valueOf(unit), size)));
  }

  private static Preparation putsBeside(Backlog backlog) {
    return (deployment, clients, folder) ->
        backlog.before(deployment, folder, puts(clients, folder, 1));
  }

  private static Work pings(Deployment deployment, Clients clients, String folder) {
    return _ -> clients.use(Loads::ping);
  }

  private static Work lists(Deployment deployment, Clients clients, String folder)
      throws Exception {
    clients.use(client -> mkdir(client, folder));
    clients.use(client -> Put.run(client, Put.names(folder, "0", LISTED)));
    SrmLsRequest request =
        new SrmLsRequest(null, List.of(folder), null, null, true, null, 1, null, null);
    return _ ->
        clients.use(client -> {
          SrmLsResponse answer = Clients.call(client, request, SrmLsResponse.class);
          Clients.require(answer.returnStatus(), SUCCESS);
          return Done.AT_ONCE;
        });
  }

  private static Work connections(Deployment deployment, Clients clients, String folder) {
    return _ -> {
      try (SrmClient client = deployment.client()) {
        return ping(client);
      }
    };
  }

  private static Done ping(SrmClient client) throws IOException {
    SrmPingResponse answer = Clients.call(client, new SrmPingRequest(null), SrmPingResponse.class);
    if (answer.versionInfo().isEmpty()) {
      throw new IOException("srmPing tells no version");
    }
    return Done.AT_ONCE;
  }

  /** A frontend hears at its next beat that the area of the last backlog is paused no longer. */
  private static Done mkdir(SrmClient client, String folder)
      throws IOException, InterruptedException {
    SrmMkdirRequest request = new SrmMkdirRequest(null, folder, null);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(RESUMED_SECONDS);
    TReturnStatus status = Clients.call(client, request, SrmMkdirResponse.class).returnStatus();
    while (status.statusCode() == TStatusCode.SRM_INTERNAL_ERROR && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(Put.POLL_MILLIS);
      status = Clients.call(client, request, SrmMkdirResponse.class).returnStatus();
    }
    Clients.require(status, SUCCESS);
    return Done.AT_ONCE;
  }
}
