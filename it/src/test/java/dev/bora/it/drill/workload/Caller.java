// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.workload;

import dev.bora.it.deployment.Entrance;
import dev.bora.it.deployment.Installation;
import dev.bora.it.drill.history.Answer;
import dev.bora.it.drill.history.Answer.Outcome;
import dev.bora.it.drill.history.Call;
import dev.bora.it.drill.history.Event;
import dev.bora.it.drill.history.History;
import dev.bora.it.drill.history.Kind;
import dev.bora.it.drill.workload.Connections.Connection;
import dev.bora.srm.client.ReplyLostException;
import dev.bora.srm.types.SrmRequest;
import dev.bora.srm.types.SrmResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** Makes one client's SRM calls, and has the history write them down. */
final class Caller implements AutoCloseable {

  /** What a client waits before it tries another server. */
  private static final Duration REFUSED_PAUSE = Duration.ofMillis(50);

  private final int client;
  private final History history;
  private final Connections connections;

  /** What a call is about, before it has a number. */
  record Draft(
      Kind kind, String path, String target, String token, int content, boolean overwrite) {

    static Draft of(Kind kind, String path) {
      return new Draft(kind, path, "", "", 0, false);
    }

    Draft target(String to) {
      return new Draft(kind, path, to, token, content, overwrite);
    }

    Draft token(String request) {
      return new Draft(kind, path, target, request, content, overwrite);
    }

    Draft content(int number, boolean mayReplace) {
      return new Draft(kind, path, target, token, number, mayReplace);
    }

    Call call(int client, String server) {
      return new Call(0, client, server, kind, path, target, token, content, overwrite, 0);
    }
  }

  /** A transfer. */
  interface Transfer {
    /** Does it. */
    Answer run() throws IOException, InterruptedException;
  }

  Caller(
      int client,
      Installation installation,
      List<Entrance> entrances,
      History history,
      Random random,
      SurlForm form)
      throws Exception {
    this.client = client;
    this.history = history;
    this.connections = new Connections(installation, entrances, random, form);
  }

  /** Calls through any entrance. */
  <R extends SrmResponse> Event call(
      Draft draft,
      Class<R> type,
      Function<Connection, SrmRequest> request,
      Function<R, Answer> reading) {
    Connection connection = connections.any();
    Call call = history.begin(draft.call(client, connection.entrance().name()));
    Answer answer;
    try {
      answer = reading.apply(connection.srm().call(request.apply(connection), type));
    } catch (ReplyLostException lost) {
      answer = Answer.of(Outcome.DOUBT, "reply lost", text(lost));
    } catch (IOException unsent) {
      answer = Answer.of(Outcome.UNSENT, "not sent", text(unsent));
    } catch (AssertionError fault) {
      answer = Answer.of(Outcome.DOUBT, "fault", text(fault));
    }
    Event event = history.end(call, answer);
    if (answer.is(Outcome.UNSENT)) {
      LockSupport.parkNanos(REFUSED_PAUSE.toNanos());
    }
    return event;
  }

  /** Writes to the door or reads from it. */
  Event transfer(Draft draft, Transfer transfer) throws InterruptedException {
    Call call = history.begin(draft.call(client, "door"));
    Answer answer;
    try {
      answer = transfer.run();
    } catch (IOException failure) {
      answer = Answer.of(Outcome.DOUBT, "failed", text(failure));
    }
    return history.end(call, answer);
  }

  private static String text(Throwable failure) {
    return failure.getClass().getSimpleName() + ": " + failure.getMessage();
  }

  @Override
  public void close() throws IOException {
    connections.close();
  }
}
