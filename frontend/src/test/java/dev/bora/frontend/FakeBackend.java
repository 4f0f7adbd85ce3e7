// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend;

import dev.bora.rpc.contract.AbortFilesArgs;
import dev.bora.rpc.contract.AbortRequestArgs;
import dev.bora.rpc.contract.BackendCalls;
import dev.bora.rpc.contract.CallContext;
import dev.bora.rpc.contract.FileState;
import dev.bora.rpc.contract.LsArgs;
import dev.bora.rpc.contract.LsEntry;
import dev.bora.rpc.contract.LsPage;
import dev.bora.rpc.contract.MkdirArgs;
import dev.bora.rpc.contract.MvArgs;
import dev.bora.rpc.contract.NudgeArgs;
import dev.bora.rpc.contract.NudgeReply;
import dev.bora.rpc.contract.Outcome;
import dev.bora.rpc.contract.PathRef;
import dev.bora.rpc.contract.PingArgs;
import dev.bora.rpc.contract.PingReply;
import dev.bora.rpc.contract.PutDoneArgs;
import dev.bora.rpc.contract.RmArgs;
import dev.bora.rpc.contract.RmdirArgs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A backend by hand: it remembers what it was asked, and answers as it is told. */
final class FakeBackend implements BackendCalls {
  static final Outcome SUCCESS = new Outcome("SRM_SUCCESS", null);

  /** A call that came. */
  record Asked(CallContext context, Object args) {}

  final List<Asked> asked = new CopyOnWriteArrayList<>();

  /** Names of files and directories (with a slash at the end) below area "data", with sizes. */
  final Map<String, Long> files = new TreeMap<>();

  volatile Function<Object, Outcome> outcome = _ -> SUCCESS;
  volatile BiFunction<CallContext, NudgeArgs, NudgeReply> nudge =
      (_, _) -> new NudgeReply(List.of());
  volatile Runnable before = () -> {};
  volatile int pageSize = 1000;

  void reset() {
    asked.clear();
    files.clear();
    outcome = _ -> SUCCESS;
    nudge = (_, _) -> new NudgeReply(List.of());
    before = () -> {};
    pageSize = 1000;
  }

  <T> List<T> argsOf(Class<T> type) {
    return asked.stream().map(Asked::args).filter(type::isInstance).map(type::cast).toList();
  }

  private void note(CallContext context, Object args) {
    asked.add(new Asked(context, args));
    before.run();
  }

  @Override
  public LsPage ls(CallContext context, LsArgs args) {
    note(context, args);
    List<LsEntry> all = new ArrayList<>();
    for (int i = 0; i < args.paths().size(); i++) {
      list(i, args.paths().get(i), args.levels(), all);
    }
    int from = args.cursor() == null ? (int) args.offset() : Integer.parseInt(args.cursor());
    int to = Math.min(all.size(), from + Math.min(pageSize, args.count()));
    return new LsPage(
        from >= all.size() ? List.of() : all.subList(from, to),
        to < all.size() ? String.valueOf(to) : null);
  }

  private void list(int index, PathRef path, int levels, List<LsEntry> all) {
    String top = path.path();
    boolean directory = top.isEmpty() || files.containsKey(top + "/");
    if (!directory && !files.containsKey(top)) {
      all.add(
          entry(index, 0, top, new Outcome("SRM_INVALID_PATH", "No such file or directory"), null));
      return;
    }
    String busy = top.endsWith(".busy") ? "SRM_FILE_BUSY" : "SRM_SUCCESS";
    all.add(entry(index, 0, top, new Outcome(busy, null), directory ? 0L : files.get(top)));
    if (directory) {
      String prefix = top.isEmpty() ? "" : top + "/";
      files.forEach((name, size) -> {
        String bare = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        if (name.startsWith(prefix) && !bare.equals(top)) {
          int depth =
              (int) bare.substring(prefix.length()).chars().filter(c -> c == '/').count() + 1;
          if (levels < 0 || depth <= levels) {
            all.add(entry(index, depth, bare, SUCCESS, size));
          }
        }
      });
    }
  }

  private LsEntry entry(int index, int depth, String path, Outcome status, Long size) {
    String type = size == null ? null : files.containsKey(path) ? "FILE" : "DIRECTORY";
    return new LsEntry(
        index,
        depth,
        path,
        status,
        type,
        size,
        1000L,
        2000L,
        "ada",
        "RW",
        "physics",
        "R",
        "NONE",
        "adler32",
        "0a1b2c3d",
        "ONLINE",
        "PERMANENT",
        "REPLICA",
        "ONLINE",
        -1,
        -1,
        null);
  }

  @Override
  public Outcome mkdir(CallContext context, MkdirArgs args) {
    note(context, args);
    return outcome.apply(args.directory());
  }

  @Override
  public Outcome rmdir(CallContext context, RmdirArgs args) {
    note(context, args);
    return outcome.apply(args.directory());
  }

  @Override
  public List<Outcome> rm(CallContext context, RmArgs args) {
    note(context, args);
    return args.files().stream().map(file -> outcome.apply(file)).toList();
  }

  @Override
  public Outcome mv(CallContext context, MvArgs args) {
    note(context, args);
    return outcome.apply(args.from());
  }

  @Override
  public List<Outcome> putDone(CallContext context, PutDoneArgs args) {
    note(context, args);
    return args.fileNumbers().stream().map(number -> outcome.apply(number)).toList();
  }

  @Override
  public Outcome abortRequest(CallContext context, AbortRequestArgs args) {
    note(context, args);
    return outcome.apply(args.token());
  }

  @Override
  public List<Outcome> abortFiles(CallContext context, AbortFilesArgs args) {
    note(context, args);
    return args.fileNumbers().stream().map(number -> outcome.apply(number)).toList();
  }

  @Override
  public NudgeReply nudge(CallContext context, NudgeArgs args) {
    note(context, args);
    return nudge.apply(context, args);
  }

  /** A reply in which every file is ready. */
  static NudgeReply ready(NudgeArgs args, String status) {
    return new NudgeReply(
        args.fileIds().stream()
            .map(id ->
                new FileState(
                    id, "READY", new Outcome(status, null), "https://door:8443/t/" + id, 42L, 600))
            .toList());
  }

  @Override
  public PingReply ping(CallContext context, PingArgs args) {
    return new PingReply("backend-1", "9.9");
  }
}
