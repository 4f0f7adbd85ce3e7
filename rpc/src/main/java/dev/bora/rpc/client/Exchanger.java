// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.client;

import dev.bora.rpc.client.AttemptFailure.Kind;
import java.time.Duration;
import java.util.HashSet;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the same bytes again until an answer comes or the policy gives up. That is safe because the
 * operation id is among them: a backend joins the attempts at one call.
 */
final class Exchanger {

  private static final Logger log = LoggerFactory.getLogger(Exchanger.class);

  private static final int OK = 200;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int UNAVAILABLE = 503;
  private static final int WITHOUT_DATABASE = 507;
  private static final int ASK_AGAIN = 504;
  private static final Set<Integer> CANNOT =
      Set.of(REQUEST_TIMEOUT, UNAVAILABLE, ASK_AGAIN, WITHOUT_DATABASE);

  private final BackendClientConfig config;
  private final ConnectionPool pool;

  Exchanger(BackendClientConfig config, ConnectionPool pool) {
    this.config = config;
    this.pool = pool;
  }

  /** The body of the answer with status 200. */
  byte[] exchange(HttpRequest request, RetryPolicy policy, Consumer<String> answeredBy) {
    Deadline deadline = Deadline.after(policy.totalTime());
    WithoutDatabase without = new WithoutDatabase();
    Set<String> failed = new HashSet<>();
    @Nullable AttemptFailure worst = null;
    for (int attempt = 1; ; attempt++) {
      AttemptFailure failure;
      try {
        HttpReply reply = attempt(request, deadline, attempt == 1, failed);
        String backend = reply.backend();
        if (backend != null) {
          answeredBy.accept(backend);
        }
        if (reply.status() == WITHOUT_DATABASE) {
          without.said(backend);
        }
        return checked(reply);
      } catch (AttemptFailure problem) {
        failure = problem;
      }
      worst = worse(worst, failure);
      Duration pause = policy.pauseBefore(attempt + 1);
      if ((failure.kind() == Kind.WITHOUT_DATABASE && without.isCertain())
          || Thread.currentThread().isInterrupted()
          || attempt == policy.maxAttempts()
          || deadline.remaining().compareTo(pause) <= 0) {
        throw givenUp(attempt, worst);
      }
      log.debug("{}: attempt {}: {}; asking again", target(), attempt, failure.getMessage());
      sleep(pause, attempt, worst);
    }
  }

  private byte[] checked(HttpReply reply) throws AttemptFailure {
    int status = reply.status();
    if (status == OK) {
      return reply.body();
    }
    if (status == UNAVAILABLE || status == REQUEST_TIMEOUT) {
      throw new AttemptFailure(
          Kind.NOT_SENT, "the backend did not take the call (HTTP status " + status + ")", null);
    }
    if (status == ASK_AGAIN) {
      throw new AttemptFailure(
          Kind.LOST, "the backend could not end the call that it may have begun", null);
    }
    if (status == WITHOUT_DATABASE) {
      throw new AttemptFailure(
          Kind.WITHOUT_DATABASE, "the backend's database does not do what it is asked", null);
    }
    if (status >= 400 && status < 500) {
      throw new BackendRefusedException(
          target() + " refused the call with HTTP status " + status, null);
    }
    throw new BackendProtocolException(target() + " answered with HTTP status " + status, null);
  }

  private HttpReply attempt(
      HttpRequest request, Deadline deadline, boolean first, Set<String> failed)
      throws AttemptFailure {
    BackendConnection connection = borrow(deadline);
    boolean keep = false;
    try {
      if (!connection.isOpen() || !(first || isElsewhere(connection, failed))) {
        pool.open(connection, deadline.remaining(config.connectTimeout()));
      }
      HttpReply reply = exchange(connection, request, deadline.remaining(config.replyTimeout()));
      keep = reply.status() == OK && !reply.closing();
      return reply;
    } finally {
      if (keep) {
        pool.giveBack(connection);
      } else {
        leave(connection, failed);
      }
    }
  }

  /** New connections avoid who drains, breaks the call, or says that it cannot make it. */
  private HttpReply exchange(BackendConnection connection, HttpRequest request, Duration patience)
      throws AttemptFailure {
    try {
      HttpReply reply = connection.exchange(request, patience, config.maxReplyBytes());
      if (reply.status() == OK ? reply.closing() : CANNOT.contains(reply.status())) {
        pool.avoid(connection);
      }
      return reply;
    } catch (AttemptFailure failure) {
      boolean broken = failure.kind() == Kind.LOST && !Thread.currentThread().isInterrupted();
      boolean silent =
          failure.kind() == Kind.TIMED_OUT && patience.compareTo(config.replyTimeout()) >= 0;
      if (broken || silent) {
        pool.avoid(connection);
      }
      throw failure;
    }
  }

  /**
   * Whether another backend than those that failed the call is known to be there. If not, the
   * director is asked for one; it may well send a new connection to one that fails, which has few.
   */
  private static boolean isElsewhere(BackendConnection connection, Set<String> failed) {
    String backend = connection.backend();
    return backend != null && !failed.isEmpty() && !failed.contains(backend);
  }

  private void leave(BackendConnection connection, Set<String> failed) {
    String backend = connection.backend();
    if (backend != null) {
      pool.leave(backend);
      failed.add(backend);
    }
    pool.discard(connection);
  }

  private BackendConnection borrow(Deadline deadline) throws AttemptFailure {
    try {
      return pool.borrow(deadline.remaining(config.connectTimeout()));
    } catch (NoSuchElementException busy) {
      throw new AttemptFailure(
          Kind.NOT_SENT, "all " + config.pool().maxConnections() + " connections are in use", busy);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AttemptFailure(Kind.NOT_SENT, "interrupted", interrupted);
    }
  }

  private void sleep(Duration pause, int attempt, AttemptFailure worst) {
    try {
      // Before the next attempt: a backend that starts, or a director that looks, takes a while.
      Thread.sleep(pause);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw givenUp(attempt, worst);
    }
  }

  /** Once bytes have left, no later failure to connect makes the call undone. */
  private static AttemptFailure worse(@Nullable AttemptFailure before, AttemptFailure now) {
    return before == null || now.kind().compareTo(before.kind()) >= 0 ? now : before;
  }

  private BackendCallException givenUp(int attempts, AttemptFailure worst) {
    String message =
        "%s: %s (%d attempt%s)"
            .formatted(target(), worst.getMessage(), attempts, attempts == 1 ? "" : "s");
    return switch (worst.kind()) {
      case NOT_SENT -> new BackendUnavailableException(message, worst);
      case LOST -> new BackendLostException(message, worst);
      case WITHOUT_DATABASE -> new BackendWithoutDatabaseException(message, worst);
      case TIMED_OUT -> new BackendTimeoutException(message, worst);
    };
  }

  private String target() {
    return "backend " + config.host() + ":" + config.port();
  }
}
