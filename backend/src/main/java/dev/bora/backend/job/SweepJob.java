// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.job;

import dev.bora.backend.work.OpenArea;
import dev.bora.backend.work.Tools;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.FileState;
import dev.bora.filesystem.HiddenEntry;
import dev.bora.filesystem.HiddenFolder;
import dev.bora.filesystem.HiddenSweep;
import dev.bora.filesystem.posix.RawName;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the hidden folders with the rows, by operation id, never by SURL: what no operation
 * needs any more goes. What was taken and could be neither removed nor given back stays for the
 * operator.
 */
public final class SweepJob implements Job {
  private static final Logger LOG = LoggerFactory.getLogger(SweepJob.class);
  private static final Duration BLOCKS_STAY = Duration.ofDays(7);

  private final Tools tools;
  private final Duration interval;
  private final Duration grace;

  /**
   * At this interval.
   *
   * @param grace entries that changed within it are left alone
   */
  public SweepJob(Tools tools, Duration interval, Duration grace) {
    this.tools = tools;
    this.interval = interval;
    this.grace = grace;
  }

  @Override
  public String name() {
    return "sweep";
  }

  @Override
  public Duration interval() {
    return interval;
  }

  @Override
  public void run(BooleanSupplier mayContinue) throws IOException, InterruptedException {
    for (OpenArea area : tools.areas().all()) {
      boolean _ = area.whileItWorks(() -> sweepAll(area, mayContinue));
    }
  }

  private void sweepAll(OpenArea area, BooleanSupplier mayContinue) throws IOException {
    for (HiddenEntry entry : entries(area)) {
      if (!mayContinue.getAsBoolean()) {
        return;
      }
      sweep(area, entry);
    }
  }

  private List<HiddenEntry> entries(OpenArea area) throws IOException {
    List<HiddenEntry> entries = new ArrayList<>();
    area.onDisk(() -> {
      area.disk().sweep().run(visitor(area, entries), tools.heart()::mayBegin);
      return true;
    });
    return entries;
  }

  private static HiddenSweep.Visitor visitor(OpenArea area, List<HiddenEntry> entries) {
    return new HiddenSweep.Visitor() {
      @Override
      public void entry(HiddenEntry entry) {
        entries.add(entry);
      }

      @Override
      public void unknown(HiddenFolder folder, RawName name) {
        LOG.warn(
            "storage area {} has {} in {}, which is not Bora's",
            area.config().name(),
            name,
            folder);
      }
    };
  }

  private void sweep(OpenArea area, HiddenEntry entry) throws IOException {
    // The host's clock, against the file system's: a grace that is too long does no harm.
    Duration age = Duration.between(entry.changed(), Instant.now());
    if (age.compareTo(entry.kind() == HiddenEntry.Kind.BLOCK ? BLOCKS_STAY : grace) < 0) {
      return;
    }
    FileRow row = tools.fence().call(tables -> tables.files().byId(entry.name().operation()));
    if (isNeeded(entry, row)) {
      return;
    }
    LOG.info("storage area {}: {} {} swept", area.config().name(), entry.folder(), entry.name());
    area.onDisk(() -> remove(area, entry));
  }

  private static boolean isNeeded(HiddenEntry entry, @Nullable FileRow row) {
    boolean taken = entry.folder() == HiddenFolder.TAKEN && entry.kind() != HiddenEntry.Kind.BLOCK;
    if (row == null) {
      // Its row may have been forgotten; somebody's data may not.
      return taken;
    }
    if (!row.state().isFinal()) {
      // A put that started anew under a later claim has no use for the earlier entry.
      Integer claim = row.entryClaim();
      return claim == null || entry.name().claim() >= claim;
    }
    return taken && row.state() != FileState.DONE;
  }

  private boolean remove(OpenArea area, HiddenEntry entry) throws IOException {
    if (entry.folder() == HiddenFolder.TAKEN) {
      if (entry.kind() == HiddenEntry.Kind.BLOCK) {
        area.disk().removal().removeBlock(entry.name());
      } else {
        area.disk().removal().purgeTaken(entry.name(), tools.heart()::mayBegin);
      }
    } else if (entry.kind() == HiddenEntry.Kind.DIRECTORY) {
      area.disk().creation().discardDirectory(entry.name());
    } else {
      area.disk().creation().discardUpload(entry.name());
    }
    return true;
  }
}
