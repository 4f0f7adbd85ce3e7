// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bora.backend.work.Failures;
import dev.bora.backend.work.OpenArea;
import dev.bora.backend.work.Result;
import dev.bora.backend.work.Runner;
import dev.bora.backend.work.Tools;
import dev.bora.db.DatabaseUnavailableException;
import dev.bora.db.queue.Calls;
import dev.bora.db.queue.Calls.Begun;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.NewFile;
import dev.bora.db.table.NewRequest;
import dev.bora.db.table.Place;
import dev.bora.db.table.RequestKind;
import dev.bora.db.table.Requester;
import dev.bora.filesystem.AreaPath;
import dev.bora.filesystem.FileDetails;
import dev.bora.filesystem.InvalidAreaPathException;
import dev.bora.filesystem.posix.FileKind;
import dev.bora.rpc.contract.CallContext;
import dev.bora.rpc.contract.MkdirArgs;
import dev.bora.rpc.contract.MvArgs;
import dev.bora.rpc.contract.Outcome;
import dev.bora.rpc.contract.PathRef;
import dev.bora.rpc.contract.RmArgs;
import dev.bora.rpc.contract.RmdirArgs;
import dev.bora.srm.types.TOverwriteMode;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * srmMkdir, srmRmdir, srmRm and srmMv: each is a request whose token is the operation id, held by
 * this backend from the first moment. The same id again finds it, and waits for its end.
 */
public final class NameSpaceCalls {
  private final Tools tools;
  private final Runner runner;
  private final Waiting waiting;
  private final int patienceSeconds;

  /**
   * Of this incarnation.
   *
   * @param patience how long a frontend asks again: what was not begun by then is not begun any
   *     more
   */
  public NameSpaceCalls(Tools tools, Runner runner, Duration patience) {
    this.patienceSeconds = (int) patience.toSeconds();
    this.tools = tools;
    this.runner = runner;
    this.waiting = new Waiting(tools);
  }

  Outcome mkdir(CallContext context, MkdirArgs args) {
    return run(context, RequestKind.MKDIR, false, List.of(file(args.directory(), null))).getFirst();
  }

  Outcome rmdir(CallContext context, RmdirArgs args) {
    return run(context, RequestKind.RMDIR, args.recursive(), List.of(file(args.directory(), null)))
        .getFirst();
  }

  List<Outcome> rm(CallContext context, RmArgs args) {
    return run(
        context,
        RequestKind.RM,
        false,
        args.files().stream().map(path -> file(path, null)).toList());
  }

  Outcome mv(CallContext context, MvArgs args) {
    if (!args.from().area().equals(args.to().area())) {
      return new Outcome(
          TStatusCode.SRM_INVALID_PATH.name(),
          "Invalid cross-device link: the two paths are in different storage areas");
    }
    try {
      PathRef to = intoDirectory(args.from(), args.to());
      return run(context, RequestKind.MV, false, List.of(file(args.from(), to))).getFirst();
    } catch (IOException failure) {
      return outcome(Failures.result(failure));
    }
  }

  /** A target that is a directory means a name in it (SRM v2.2, 4.6.2 c). */
  private PathRef intoDirectory(PathRef from, PathRef to) throws IOException {
    OpenArea area = tools.areas().find(to.area()).orElseThrow();
    if (from.equals(to)) {
      return to;
    }
    Optional<FileDetails> target;
    try {
      target = area.onDisk(() -> area.disk().reader().stat(AreaPath.of(to.path())));
    } catch (InvalidAreaPathException invalid) {
      return to;
    }
    if (target.filter(d -> d.status().kind() == FileKind.DIRECTORY).isEmpty()) {
      return to;
    }
    String name = from.path().substring(from.path().lastIndexOf('/') + 1);
    return new PathRef(to.area(), to.path().isEmpty() ? name : to.path() + "/" + name);
  }

  private static NewFile file(PathRef path, @Nullable PathRef to) {
    return new NewFile(
        path.area() + ":" + path.path(),
        Place.of(path.area(), path.path()),
        to == null ? null : to.path().getBytes(UTF_8),
        null,
        null);
  }

  private List<Outcome> run(
      CallContext context, RequestKind kind, boolean wholeTree, List<NewFile> files) {
    Optional<Outcome> invalid = firstInvalid(files);
    if (invalid.isPresent() && files.size() == 1) {
      return List.of(invalid.get());
    }
    List<Outcome> refusals = refusals(files);
    if (refusals.size() == files.size() && !isKnown(context.operationId())) {
      return refusals;
    }
    NewRequest request =
        new NewRequest(
            context.operationId(),
            kind,
            requester(context),
            null,
            context.clientAddress(),
            context.frontend(),
            List.of(),
            TOverwriteMode.NEVER,
            wholeTree,
            0,
            patienceSeconds,
            files);
    Begun begun;
    try {
      begun = new Calls(tools.fence()).begin(request);
    } catch (DatabaseUnavailableException notNow) {
      return notBegun(notNow, files.size());
    }
    return switch (begun) {
      case Begun.Known known -> waiting.outcomes(known.request().id());
      case Begun.Mine mine -> runAll(mine.requestId(), mine.files());
    };
  }

  /** Another backend would find the same database: no use to be asked again for a minute. */
  private static List<Outcome> notBegun(DatabaseUnavailableException notNow, int files) {
    String why =
        switch (notNow.trouble()) {
          case AWAY, LOCKED -> "";
          case READ_ONLY -> "The request database takes no changes at the moment, try again later";
          case FULL -> "No space left on device: the request database is full, try again later";
        };
    if (why.isEmpty() || notNow.mayHaveCommitted()) {
      throw notNow;
    }
    return Collections.nCopies(files, new Outcome(TStatusCode.SRM_INTERNAL_ERROR.name(), why));
  }

  private static Optional<Outcome> firstInvalid(List<NewFile> files) {
    for (NewFile file : files) {
      try {
        Place place = file.place();
        if (place != null) {
          AreaPath.of(place.path());
        }
        byte[] to = file.toPath();
        if (to != null) {
          AreaPath.of(to);
        }
      } catch (InvalidAreaPathException invalid) {
        return Optional.of(new Outcome(TStatusCode.SRM_INVALID_PATH.name(), invalid.getMessage()));
      }
    }
    return Optional.empty();
  }

  /**
   * What is told of those whose area does not work. Where others can be done, they are begun with
   * them: each ends with what its own area says.
   */
  private List<Outcome> refusals(List<NewFile> files) {
    return files.stream()
        .flatMap(file -> Optional.ofNullable(file.place()).stream())
        .flatMap(place -> tools.areas().changeRefusal(place.area()).stream())
        .map(NameSpaceCalls::outcome)
        .toList();
  }

  private boolean isKnown(String operationId) {
    return tools.fence().call(tables -> tables.requests().byToken(operationId) != null);
  }

  private List<Outcome> runAll(long requestId, List<FileRow> files) {
    List<CompletableFuture<Optional<Result>>> running = new ArrayList<>();
    files.forEach(file -> running.add(runner.run(file)));
    List<Outcome> outcomes = new ArrayList<>();
    for (CompletableFuture<Optional<Result>> one : running) {
      Optional<Result> result = one.join();
      if (result.isEmpty()) {
        // It goes on under another claim, here or elsewhere.
        return waiting.outcomes(requestId);
      }
      outcomes.add(outcome(result.get()));
    }
    return outcomes;
  }

  static Outcome outcome(Result result) {
    return new Outcome(result.status().name(), result.explanation());
  }

  private static Requester requester(CallContext context) {
    return new Requester(context.caller().dn(), context.caller().vo(), context.caller().fqans());
  }
}
