// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.job;

import dev.bora.backend.work.OpenArea;
import dev.bora.backend.work.Tools;
import dev.bora.db.table.ChecksumMapper.Due;
import dev.bora.filesystem.AreaPath;
import dev.bora.filesystem.Checksums;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads files that no door of Bora's has written, once, and keeps their checksum with them. */
public final class ChecksumJob implements Job {
  private static final Logger LOG = LoggerFactory.getLogger(ChecksumJob.class);
  private static final int BATCH = 100;

  private final Tools tools;
  private final Duration interval;

  /** At this interval. */
  public ChecksumJob(Tools tools, Duration interval) {
    this.tools = tools;
    this.interval = interval;
  }

  @Override
  public String name() {
    return "checksum";
  }

  @Override
  public Duration interval() {
    return interval;
  }

  @Override
  public void run(BooleanSupplier mayContinue) throws IOException, InterruptedException {
    for (OpenArea area : tools.areas().all()) {
      boolean _ = area.whileItWorks(() -> computeAll(area, mayContinue));
    }
  }

  private void computeAll(OpenArea area, BooleanSupplier mayContinue) {
    AtomicLong after = new AtomicLong();
    List<Due> due;
    do {
      String name = area.name();
      due = tools.fence().call(tables -> tables.checksums().due(name, after.get(), BATCH));
      for (Due one : due) {
        if (!mayContinue.getAsBoolean()) {
          return;
        }
        after.set(one.fileId());
        compute(area, one);
      }
    } while (due.size() == BATCH);
  }

  private void compute(OpenArea area, Due due) {
    AreaPath path = AreaPath.of(due.path());
    try {
      Checksums.Outcome outcome =
          area.onDisk(() -> area.disk().checksums().compute(path, tools.heart()::mayBegin));
      boolean settled =
          switch (outcome) {
            case Checksums.Outcome.Computed _, Checksums.Outcome.NoFile _ -> true;
            // Somebody writes it, or this backend must stop: later.
            case Checksums.Outcome.Changed _, Checksums.Outcome.Stopped _ -> false;
          };
      if (settled) {
        tools.fence().run(tables -> tables.checksums().remove(area.config().name(), due.fileId()));
      }
    } catch (IOException failure) {
      LOG.warn("no checksum of {}:{}: {}", area.config().name(), path, failure.getMessage());
    }
  }
}
