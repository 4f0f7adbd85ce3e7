// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.call;

import dev.bora.backend.work.Failures;
import dev.bora.backend.work.OpenArea;
import dev.bora.backend.work.Result;
import dev.bora.backend.work.Tools;
import dev.bora.filesystem.AreaPath;
import dev.bora.filesystem.FileDetails;
import dev.bora.filesystem.InvalidAreaPathException;
import dev.bora.filesystem.posix.FileKind;
import dev.bora.rpc.contract.Caller;
import dev.bora.rpc.contract.LsArgs;
import dev.bora.rpc.contract.LsEntry;
import dev.bora.rpc.contract.LsPage;
import dev.bora.rpc.contract.PathRef;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * srmLs (SRM v2.2, 4.4), a page at a time. Offset and count are of what is below a path; the path
 * itself always comes first.
 */
public final class ListingCalls {
  private static final Result BUSY =
      new Result(TStatusCode.SRM_FILE_BUSY, "The file is being written");

  private final Tools tools;
  private final Uploads uploads;

  /** Of this incarnation. */
  public ListingCalls(Tools tools) {
    this.tools = tools;
    this.uploads = new Uploads(tools);
  }

  LsPage ls(Caller caller, LsArgs args) {
    String text = args.cursor();
    Cursor cursor = text == null ? null : Cursor.parse(text);
    Page page = new Page(args);
    int first = cursor == null ? 0 : cursor.pathIndex();
    for (int i = first; i < args.paths().size() && page.cursor == null; i++) {
      if (page.isFull()) {
        page.cursor = new Cursor(i, null).text();
      } else {
        list(caller, args, i, cursor != null && i == first ? cursor.last() : null, page);
      }
    }
    return new LsPage(page.entries, page.cursor);
  }

  private static final class Page {
    private final List<LsEntry> entries = new ArrayList<>();
    private final int most;
    private long skip;
    private int shown;
    private @Nullable String cursor;

    Page(LsArgs args) {
      this.most = args.count();
      this.skip = args.cursor() == null ? args.offset() : 0;
    }

    /** Whether the next entry is shown, not skipped. */
    boolean takes() {
      if (skip > 0) {
        skip--;
        return false;
      }
      shown++;
      return true;
    }

    boolean isFull() {
      return shown >= most;
    }
  }

  private void list(Caller caller, LsArgs args, int index, @Nullable AreaPath last, Page page) {
    PathRef ref = args.paths().get(index);
    try {
      OpenArea area =
          tools.areas().find(ref.area()).orElseThrow(() -> new IOException("no such area"));
      AreaPath top = AreaPath.of(ref.path());
      Optional<Result> refusal = area.readRefusal();
      if (refusal.isPresent()) {
        page.entries.add(Entries.refused(index, ref.path(), refusal.get()));
        return;
      }
      if (last != null || showTop(caller, area, top, index, args.detailed(), page)) {
        showBelow(area, top, index, args, last, page);
      }
    } catch (InvalidAreaPathException invalid) {
      page.entries.add(
          Entries.refused(
              index, ref.path(), new Result(TStatusCode.SRM_INVALID_PATH, invalid.getMessage())));
    } catch (IOException failure) {
      page.entries.add(Entries.refused(index, ref.path(), Failures.result(failure)));
    }
  }

  /** True if it is a directory, so that there may be something below. */
  private boolean showTop(
      Caller caller, OpenArea area, AreaPath top, int index, boolean detailed, Page page)
      throws IOException {
    Optional<FileDetails> details = area.onDisk(() -> area.disk().reader().stat(top));
    Optional<Uploads.Upload> upload = uploads.to(area.config().name(), top);
    if (details.isEmpty() && upload.isEmpty()) {
      page.entries.add(
          Entries.refused(
              index,
              Entries.text(top),
              new Result(TStatusCode.SRM_INVALID_PATH, "No such file or directory")));
      return false;
    }
    Result result = upload.isPresent() ? BUSY : Result.SUCCESS;
    LsEntry entry =
        details
            .map(found -> Entries.entry(index, 0, top, found, result, detailed))
            .orElseGet(() -> Entries.refused(index, Entries.text(top), BUSY));
    if (upload.isPresent() && upload.get().dn().equals(caller.dn())) {
      entry = Entries.withSize(entry, uploads.size(area, upload.get().file()));
    }
    if (page.takes()) {
      page.entries.add(entry);
    }
    return details.filter(found -> found.status().kind() == FileKind.DIRECTORY).isPresent();
  }

  private void showBelow(
      OpenArea area, AreaPath top, int index, LsArgs args, @Nullable AreaPath last, Page page)
      throws IOException {
    TreeWalk walk = new TreeWalk(area, top, args.levels(), args.detailed(), last);
    List<TreeWalk.Found> found = new ArrayList<>();
    AreaPath seen = last == null ? top : last;
    Optional<TreeWalk.Found> next = walk.next();
    while (next.isPresent() && page.cursor == null) {
      if (page.isFull()) {
        page.cursor = new Cursor(index, seen).text();
      } else {
        if (page.takes()) {
          found.add(next.get());
        }
        seen = next.get().path();
        next = walk.next();
      }
    }
    show(area, index, found, args.detailed(), page);
  }

  private void show(
      OpenArea area, int index, List<TreeWalk.Found> found, boolean detailed, Page page) {
    Set<AreaPath> busy =
        uploads.among(
            area.config().name(),
            found.stream()
                .filter(one -> one.details().status().kind() == FileKind.FILE)
                .map(TreeWalk.Found::path)
                .toList());
    for (TreeWalk.Found one : found) {
      page.entries.add(
          Entries.entry(
              index,
              one.depth(),
              one.path(),
              one.details(),
              busy.contains(one.path()) ? BUSY : Result.SUCCESS,
              detailed));
    }
  }
}
