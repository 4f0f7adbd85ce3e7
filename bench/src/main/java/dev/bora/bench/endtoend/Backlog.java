// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.endtoend;

import static java.util.Objects.requireNonNull;

import dev.bora.bench.endtoend.Load.Done;
import dev.bora.bench.endtoend.Load.Work;
import dev.bora.bench.load.Submitters;
import dev.bora.srm.client.SrmClient;
import dev.bora.srm.types.SrmAbortRequestRequest;
import dev.bora.srm.types.SrmAbortRequestResponse;
import dev.bora.srm.types.SrmStatusOfPutRequestRequest;
import dev.bora.srm.types.SrmStatusOfPutRequestResponse;
import dev.bora.srm.types.TPutRequestFileStatus;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * Another user's files: all wait in the queue when the measured work begins, and are worked off
 * beside it.
 */
final class Backlog {
  private static final int CLIENTS = 4;
  private static final int FILES = 200;

  private final int requests;
  private final Queue<String> tokens = new ConcurrentLinkedQueue<>();

  /** Of so many requests with 200 files each. */
  Backlog(int requests) {
    this.requests = requests;
  }

  /** That of the last time is aborted, or the other user would have too many. */
  Work before(Deployment deployment, String folder, Work work) throws Exception {
    try (Clients others = Clients.of(deployment::otherClient, CLIENTS)) {
      List<String> old = List.copyOf(tokens);
      tokens.clear();
      Submitters.run(
          CLIENTS, old.size(), number -> others.use(client -> abort(client, old.get(number))));
      deployment.letWait(true);
      Submitters.run(
          CLIENTS,
          requests,
          number ->
              others.use(client -> begin(client, Put.names(folder, "other-" + number, FILES))));
      deployment.letWait(false);
      others.use(this::awaitBegin);
    }
    return new Beside(deployment, work);
  }

  /** Backends may sleep until their next look. */
  private Done awaitBegin(SrmClient client) throws IOException, InterruptedException {
    while (waiting(client, requireNonNull(tokens.peek())) == FILES) {
      TimeUnit.MILLISECONDS.sleep(Put.POLL_MILLIS);
    }
    return Done.AT_ONCE;
  }

  private Done begin(SrmClient client, List<String> surls) throws IOException {
    tokens.add(Put.begin(client, surls));
    return Done.AT_ONCE;
  }

  private static Done abort(SrmClient client, String token) throws IOException {
    SrmAbortRequestResponse answer =
        Clients.call(
            client, new SrmAbortRequestRequest(token, null), SrmAbortRequestResponse.class);
    Clients.require(answer.returnStatus(), Put.DONE);
    return Done.AT_ONCE;
  }

  /** Work whose figures are worth something only if files were waiting all the time. */
  private final class Beside implements Work {
    private final Deployment deployment;
    private final Work work;

    Beside(Deployment deployment, Work work) {
      this.deployment = deployment;
      this.work = work;
    }

    @Override
    public Done run(int unit) throws Exception {
      return work.run(unit);
    }

    @Override
    public void end() throws Exception {
      try (SrmClient client = deployment.otherClient()) {
        // The oldest come first.
        for (String token : List.copyOf(tokens).reversed()) {
          if (waiting(client, token) > 0) {
            return;
          }
        }
      }
      throw new IOException("the backlog was worked off before the puts beside it");
    }
  }

  /** How many files of a request wait. */
  private static long waiting(SrmClient client, String token) throws IOException {
    SrmStatusOfPutRequestResponse status =
        Clients.call(
            client,
            new SrmStatusOfPutRequestRequest(token, null, null),
            SrmStatusOfPutRequestResponse.class);
    return requireNonNull(status.arrayOfFileStatuses()).stream()
        .map(TPutRequestFileStatus::status)
        .filter(file -> file.statusCode() == TStatusCode.SRM_REQUEST_QUEUED)
        .count();
  }
}
