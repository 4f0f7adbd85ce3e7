// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.call;

import dev.bora.backend.work.ClaimLoop;
import dev.bora.backend.work.Result;
import dev.bora.backend.work.Tools;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.Ids;
import dev.bora.db.table.Line;
import dev.bora.rpc.contract.FileState;
import dev.bora.rpc.contract.NudgeArgs;
import dev.bora.rpc.contract.NudgeReply;
import dev.bora.rpc.contract.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * New rows, named by the frontend that has committed them: claimed first, and answered at once if
 * that is quick.
 */
public final class NudgeCalls {
  private final Tools tools;
  private final Map<String, ClaimLoop> loops;

  /** With the loop of each storage area. */
  public NudgeCalls(Tools tools, Map<String, ClaimLoop> loops) {
    this.tools = tools;
    this.loops = Map.copyOf(loops);
  }

  NudgeReply nudge(NudgeArgs args) {
    Map<Long, CompletableFuture<Optional<Result>>> started = new HashMap<>();
    Map<Line, List<Long>> byLine =
        rows(args.fileIds()).stream()
            .filter(row -> row.area() != null && !row.state().isFinal())
            .collect(
                Collectors.groupingBy(
                    FileRow::line, Collectors.mapping(FileRow::id, Collectors.toList())));
    byLine.forEach((line, ids) -> {
      ClaimLoop loop = loops.get(line.area());
      if (loop != null) {
        started.putAll(loop.nudge(line, ids));
      }
    });
    long all = byLine.values().stream().mapToLong(List::size).sum();
    if (started.size() < all || !await(started, args.waitMillis())) {
      return new NudgeReply(List.of());
    }
    return new NudgeReply(rows(args.fileIds()).stream().map(NudgeCalls::state).toList());
  }

  private List<FileRow> rows(List<Long> ids) {
    return ids.isEmpty()
        ? List.of()
        : tools.database().call(tables -> tables.files().byIds(Ids.of(ids)));
  }

  private static boolean await(
      Map<Long, CompletableFuture<Optional<Result>>> started, int waitMillis) {
    try {
      CompletableFuture.allOf(started.values().toArray(CompletableFuture[]::new))
          .get(waitMillis, TimeUnit.MILLISECONDS);
      return started.values().stream().allMatch(result -> result.join().isPresent());
    } catch (TimeoutException | ExecutionException slow) {
      return false;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static FileState state(FileRow row) {
    Long seconds = row.readySecondsLeft();
    return new FileState(
        row.id(),
        row.state().name(),
        new Outcome(row.status().name(), row.explanation()),
        row.turl(),
        row.size(),
        seconds == null ? null : Math.toIntExact(seconds));
  }
}
