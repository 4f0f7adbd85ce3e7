// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.job;

import dev.bora.db.Tables;
import dev.bora.db.node.Fence;
import dev.bora.db.queue.TallyKeeping;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Forgets what nobody asks for any more: incarnations that went more than a week ago, how those
 * that went saw the storage areas, adoptions of more than a week ago, configurations that no
 * incarnation has. A frontend that was not heard of for a day counts as gone.
 */
public final class HousekeepingJob implements Job {
  private static final int KEEP_DAYS = 7;
  private static final int LOST_DAYS = 1;
  private static final int BATCH = 100;

  private final Fence fence;
  private final Duration interval;

  /** At this interval. */
  public HousekeepingJob(Fence fence, Duration interval) {
    this.fence = fence;
    this.interval = interval;
  }

  @Override
  public String name() {
    return "housekeeping";
  }

  @Override
  public Duration interval() {
    return interval;
  }

  @Override
  public void run(BooleanSupplier mayContinue) {
    oneByOne(
        mayContinue,
        tables -> tables.housekeeping().lostFrontends(LOST_DAYS, BATCH),
        (tables, epoch) -> tables.housekeeping().giveUp(epoch, LOST_DAYS));
    oneByOne(
        mayContinue,
        tables -> tables.housekeeping().goneWithAreas(BATCH),
        (tables, epoch) -> tables.housekeeping().forgetAreas(epoch));
    oneByOne(
        mayContinue,
        tables -> tables.housekeeping().longGone(KEEP_DAYS, BATCH),
        (tables, epoch) -> tables.housekeeping().forget(epoch));
    inBatches(mayContinue, tables -> tables.adoptions().forget(KEEP_DAYS, BATCH));
    inBatches(mayContinue, HousekeepingJob::forgetConfigurations);
    inBatches(mayContinue, tables -> TallyKeeping.forgetIdle(tables, BATCH));
  }

  private interface Step {
    int run(Tables tables, long epoch);
  }

  private void oneByOne(BooleanSupplier mayContinue, Function<Tables, List<Long>> find, Step step) {
    inBatches(
        mayContinue,
        tables -> find.apply(tables).stream().mapToInt(epoch -> step.run(tables, epoch)).sum());
  }

  private void inBatches(BooleanSupplier mayContinue, ToIntFunction<Tables> step) {
    int done;
    do {
      done = mayContinue.getAsBoolean() ? fence.call(step::applyAsInt) : 0;
    } while (done > 0);
  }

  /** Nobody registers meanwhile: who does so finds his configuration noted, or notes it. */
  private static int forgetConfigurations(Tables tables) {
    tables.siteConfigs().lockRegistration();
    tables.siteConfigs().unused().forEach(digest -> tables.siteConfigs().forget(digest));
    return 0;
  }
}
