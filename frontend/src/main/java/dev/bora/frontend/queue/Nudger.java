// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.queue;

import dev.bora.db.Database;
import dev.bora.db.DatabaseUnavailableException;
import dev.bora.db.queue.Submissions.Submitted;
import dev.bora.db.table.FileState;
import dev.bora.frontend.call.Call;
import dev.bora.frontend.call.GivenUpException;
import dev.bora.frontend.call.Outcomes;
import dev.bora.rpc.client.BackendCallException;
import dev.bora.rpc.contract.NudgeArgs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Points backends at new rows, and learns what became of them. Losing a nudge costs latency only.
 */
public final class Nudger {
  private static final Logger LOG = LoggerFactory.getLogger(Nudger.class);
  private static final Duration ON_THE_WAY = Duration.ofMillis(500);

  private final Database database;
  private final Duration wait;
  private final int most;

  /**
   * A nudger.
   *
   * @param wait how long a backend may wait for what becomes of the rows
   * @param most files that are pointed at; a large request is for all backends, which find it
   */
  public Nudger(Database database, Duration wait, int most) {
    this.database = database;
    this.wait = wait;
    this.most = most;
  }

  /**
   * What became of a request that was just committed.
   *
   * @param before its files as they were committed, in order
   */
  public List<FileAnswer> nudge(Call call, Submitted submitted, List<FileAnswer> before) {
    Map<Long, dev.bora.rpc.contract.FileState> told = ask(call, submitted, before);
    List<FileAnswer> answers = new ArrayList<>();
    boolean complete = true;
    for (int i = 0; i < before.size(); i++) {
      FileAnswer file = before.get(i);
      dev.bora.rpc.contract.FileState state = told.get(submitted.fileIds().get(i));
      complete &= state != null || file.state() != FileState.QUEUED;
      answers.add(state == null ? file : heard(file, state));
    }
    return complete ? answers : fromRows(submitted, answers);
  }

  private Map<Long, dev.bora.rpc.contract.FileState> ask(
      Call call, Submitted submitted, List<FileAnswer> before) {
    List<Long> queued = new ArrayList<>();
    for (int i = 0; i < before.size() && queued.size() < most; i++) {
      if (before.get(i).state() == FileState.QUEUED) {
        queued.add(submitted.fileIds().get(i));
      }
    }
    Map<Long, dev.bora.rpc.contract.FileState> told = new HashMap<>();
    try {
      NudgeArgs args =
          new NudgeArgs(submitted.requestId(), queued, Math.toIntExact(wait.toMillis()));
      for (dev.bora.rpc.contract.FileState file :
          call.backend(wait.plus(ON_THE_WAY)).nudge(call.operation(), args).files()) {
        if (isKnown(file.state())) {
          told.put(file.fileId(), file);
        }
      }
    } catch (BackendCallException | GivenUpException lost) {
      LOG.info("{}: nudge lost: {}", call.requestId(), lost.getMessage());
    } catch (RuntimeException broken) {
      // The request is committed: whatever is wrong here, the client gets its token.
      LOG.error("{}: nudge failed", call.requestId(), broken);
    }
    return told;
  }

  private static boolean isKnown(String state) {
    for (FileState known : FileState.values()) {
      if (known.name().equals(state)) {
        return true;
      }
    }
    return false;
  }

  private static FileAnswer heard(FileAnswer before, dev.bora.rpc.contract.FileState file) {
    return new FileAnswer(
        before.surl(),
        FileState.valueOf(file.state()),
        Outcomes.status(file.outcome()),
        file.size() == null ? before.size() : file.size(),
        file.pinSeconds(),
        file.turl());
  }

  private List<FileAnswer> fromRows(Submitted submitted, List<FileAnswer> otherwise) {
    try {
      return database.call(tables -> tables.files().ofRequest(submitted.requestId())).stream()
          .map(FileAnswer::of)
          .toList();
    } catch (DatabaseUnavailableException away) {
      LOG.debug("request {} is answered without its rows", submitted.requestId(), away);
      return otherwise;
    }
  }
}
