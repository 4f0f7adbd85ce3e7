// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import dev.bora.backend.work.Runner.RoomPlan;
import dev.bora.db.DatabaseUnavailableException;
import dev.bora.db.node.Fence.FencedException;
import dev.bora.db.queue.Claim;
import dev.bora.db.queue.ClaimLostException;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.RequestKind;
import dev.bora.db.table.Step;
import dev.bora.filesystem.InvalidAreaPathException;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Attempts at files that are in hand, and whether there is to be another one. */
final class Attempts {
  private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

  /** The key under which the logs name a client's call, or the request that it left behind. */
  private static final String REQUEST = "request";

  /** A file during which so many backends died, while it ran alone, is not tried again. */
  private static final int DEATHS = 3;

  private final Tools tools;
  private final RoomPlan plan;
  private final Retries retries;
  private final Perseverance perseverance;

  Attempts(Tools tools, RoomPlan plan, Retries retries, Perseverance perseverance) {
    this.tools = tools;
    this.plan = plan;
    this.retries = retries;
    this.perseverance = perseverance;
  }

  /**
   * What came of one.
   *
   * @param result if it has ended here
   * @param isOver whether it needs no other one: it has ended, or is somebody else's
   */
  record Outcome(Optional<Result> result, boolean isOver) {
    private static final Outcome AGAIN = new Outcome(Optional.empty(), false);
    private static final Outcome ELSEWHERE = new Outcome(Optional.empty(), true);

    private static Outcome of(Optional<Result> result) {
      return new Outcome(result, result.isPresent());
    }
  }

  Outcome make(FileRow row) {
    try {
      return Outcome.of(work(row));
    } catch (ClaimLostException | FencedException | Task.DeadlinePassedException stop) {
      LOG.info("file {} left to others: {}", row.id(), stop.getMessage());
      return Outcome.ELSEWHERE;
    } catch (Task.StandAsideException later) {
      LOG.info("file {} waits: {}", row.id(), later.getMessage());
      return Outcome.AGAIN;
    } catch (DatabaseUnavailableException away) {
      LOG.debug("file {} waits for the database: {}", row.id(), away.getMessage());
      return Outcome.AGAIN;
    } catch (RuntimeException bug) {
      LOG.error("file {} stopped by an error of Bora's own", row.id(), bug);
      return Outcome.of(bugged(row));
    }
  }

  /** Empty: to be tried again. */
  private Optional<Result> work(FileRow row) {
    Task task = Task.open(tools, row);
    if (MDC.get(REQUEST) == null) {
      MDC.put(REQUEST, task.request().token());
    }
    if (row.suspect() && row.deaths() >= DEATHS) {
      LOG.error("file {} given up: {} backends died of it", row.id(), row.deaths());
      return Optional.of(poisoned(row));
    }
    if (row.suspect()) {
      tools.claims().runsAlone(Claim.of(row));
    } else if (row.adoptions() > 0 && tools.areas().changeRefusal(row.place().area()).isEmpty()) {
      tools.claims().begins(Claim.of(row));
    }
    try {
      Result result = plan.room(task.request(), row).run(task);
      perseverance.succeeded(row);
      return over(row, result);
    } catch (InvalidAreaPathException invalid) {
      // Before any step: every room asks for the path first.
      return Optional.of(end(row, new Result(TStatusCode.SRM_INVALID_PATH, invalid.getMessage())));
    } catch (IOException failure) {
      return unfinished(row, task, failure);
    }
  }

  /** Empty: to be tried again, for an abort has come. */
  private Optional<Result> over(FileRow row, Result result) {
    return !result.isStaged() || tools.claims().park(row) ? Optional.of(result) : Optional.empty();
  }

  private Result poisoned(FileRow row) {
    Result result =
        new Result(
            TStatusCode.SRM_FAILURE,
            "Given up: " + DEATHS + " backends of the site stopped while they worked on it");
    return end(row, result);
  }

  private Result end(FileRow row, Result result) {
    String explanation = result.explanation() == null ? "" : result.explanation();
    int keep = (int) tools.retention().asynchronous().toSeconds();
    tools.claims().giveUp(row, result.status(), explanation, keep);
    return result;
  }

  /** Nothing is lost by ending a file that has touched nothing public; another one must go on. */
  private Optional<Result> unfinished(FileRow row, Task task, IOException failure) {
    RequestKind kind = task.request().kind();
    // An area that does not work loses no put and no get. A call has no such time.
    if (!isUntouched(currentStep(row)) || (kind.isQueued() && Perseverance.isOfItsArea(failure))) {
      perseverance.failed(row, failure);
      return Optional.empty();
    }
    LOG.warn("file {} at {}: {}", row.id(), row.place(), failure.getMessage());
    return kind.isQueued() && retries.isTriedAgain(row.id(), failure)
        ? Optional.empty()
        : Optional.of(task.failed(Failures.result(failure)));
  }

  /** Nothing that has a public name was touched by the file itself. */
  private static boolean isUntouched(@Nullable Step step) {
    return step == null || step == Step.CREATE || step == Step.ABORT;
  }

  private @Nullable Step currentStep(FileRow row) {
    FileRow now = tools.fence().call(tables -> tables.files().byId(row.id()));
    return now == null ? null : now.step();
  }

  private Optional<Result> bugged(FileRow row) {
    try {
      Step step = currentStep(row);
      if (isUntouched(step)) {
        return Optional.of(end(row, new Result(TStatusCode.SRM_INTERNAL_ERROR, "Internal error")));
      }
    } catch (RuntimeException worse) {
      LOG.error("file {} could not be ended", row.id(), worse);
    }
    return Optional.empty();
  }
}
