// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.mutation;

import dev.bora.it.drill.exercise.Drill;
import dev.bora.it.drill.point.Encounters;
import dev.bora.it.drill.point.ZombiePoints;
import java.util.List;

/**
 * A guard that is taken out, and what must notice.
 *
 * @param name of the guard
 * @param source the file that it is taken out of, relative to the checkout
 * @param edits how
 * @param noticer the drill that finds something lost, doubled, stuck or left over without it, and
 *     nothing with it
 */
record Mutation(String name, String source, List<Edit> edits, Drill noticer) {
  private static final String DB = "db/src/main/java/dev/bora/db/";
  private static final String DISK = "filesystem/src/main/java/dev/bora/filesystem/";

  /** All. */
  static List<Mutation> all() {
    return List.of(
        pathLock(), inodeComparison(), epochCheck(), sharedLock(), blockingEntry(), claimNumber());
  }

  /** A lock that somebody else has is as good as one's own. */
  private static Mutation pathLock() {
    return new Mutation(
        "path-lock",
        DB + "queue/PathLocks.java",
        List.of(new Edit("return isHeld(tables, wish);", "return () -> true;")),
        Encounters.only("two-writers"));
  }

  /** Whatever the late owner took is what it wanted to take. */
  private static Mutation inodeComparison() {
    return new Mutation(
        "inode-comparison",
        DISK + "TakeBlock.java",
        List.of(new Edit("return id.sameObjectAs(expected)\n", "return true\n")),
        Encounters.only("replaced-meanwhile"));
  }

  /** Who is fenced may work, whatever its row says; it still beats no more. */
  private static Mutation epochCheck() {
    return new Mutation(
        "epoch-check",
        DB + "node/Fence.java",
        List.of(new Edit("if (rows != 1) {", "if (rows > 1) {")),
        Encounters.only("fenced-before-the-check"));
  }

  /** The state is looked at without a lock. */
  private static Mutation sharedLock() {
    return new Mutation(
        "shared-lock",
        DB + "table/IncarnationMapper.java",
        List.of(new Edit("AND state = 'UP' LOCK IN SHARE MODE", "AND state = 'UP'")),
        Encounters.only("fenced-after-the-check"));
  }

  /** Who adopts a take looks whether it has happened, and leaves nothing in its way. */
  private static Mutation blockingEntry() {
    return new Mutation(
        "blocking-entry",
        DISK + "RemovalSteps.java",
        List.of(
            new Edit(
                "return block.adopt(journalled.rawName(), expected);",
                "return taken(journalled).isPresent()"
                    + " ? block.adopt(journalled.rawName(), expected)"
                    + " : new TakeAdoption.NotTaken();")),
        ZombiePoints.only("rm", "renameat2"));
  }

  /** The intent of a step and the end of a file name the owner, but not its claim. */
  private static Mutation claimNumber() {
    String intent = "entry_claim = #{entryClaim},\n          updated_at = UTC_TIMESTAMP(6)";
    String end = "WHERE state = 'RUNNING' AND owner = #{owner}";
    String mine = "\n      WHERE id = #{id} AND state = 'RUNNING' AND owner = #{owner}";
    String claim = " AND claim = #{claim}\n";
    return new Mutation(
        "claim-number",
        DB + "table/FileMapper.java",
        List.of(
            new Edit(intent + mine + claim, intent + mine + "\n"),
            new Edit(end + " AND claim = #{claim} AND id IN", end + " AND id IN")),
        Encounters.only("two-claims"));
  }
}
