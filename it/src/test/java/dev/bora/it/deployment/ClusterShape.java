// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.deployment;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How large a cluster is, and how quickly its nodes are missed.
 *
 * @param frontends how many
 * @param backends how many
 * @param idleTimeout after which frontends close idle connections
 * @param beat of backends
 * @param selfStop of backends
 * @param stale of backends
 * @param idleTransaction after which the database takes the locks of a silent node away
 * @param callTimeout how long a frontend asks backends for one call
 * @param filesInHand the most files of a storage area in a backend's hands
 * @param nodeOptions options of each node's JVM
 * @param classesFirst folders of classes that each node takes instead of Bora's own
 * @param loopMount whether the storage areas are on a file system of their own, which can be frozen
 * @param databaseMount whether the database is on a file system of its own, which can be full
 * @param notice how long a node that stops serves on, for the directors to know
 * @param ownClocks whether each node and the database has a wall clock that can be set
 * @param more lines that the site file ends with, the first ones in its section limits
 */
public record ClusterShape(
    int frontends,
    int backends,
    Duration idleTimeout,
    Duration beat,
    Duration selfStop,
    Duration stale,
    Duration idleTransaction,
    Duration callTimeout,
    int filesInHand,
    List<String> nodeOptions,
    List<Path> classesFirst,
    boolean loopMount,
    boolean databaseMount,
    Duration notice,
    boolean ownClocks,
    String more) {

  private static final int FILES_IN_HAND = 200;

  /** Copies what it is given. */
  public ClusterShape {
    nodeOptions = List.copyOf(nodeOptions);
    classesFirst = List.copyOf(classesFirst);
  }

  /** Two frontends and two backends, with the site file's defaults. */
  public static ClusterShape usual() {
    return new ClusterShape(
        2,
        2,
        ClusterDeployment.IDLE_TIMEOUT,
        Duration.ofSeconds(2),
        Duration.ofSeconds(6),
        Duration.ofSeconds(10),
        Duration.ofSeconds(6),
        Duration.ofMinutes(1),
        FILES_IN_HAND,
        List.of(),
        List.of(),
        false,
        false,
        Duration.ZERO,
        false,
        "");
  }

  /** Nodes that start quickly and are missed quickly. */
  public static ClusterShape quick(int frontends, int backends) {
    return new ClusterShape(
        frontends,
        backends,
        Duration.ofMinutes(1),
        Duration.ofMillis(500),
        Duration.ofMillis(1500),
        Duration.ofMillis(2500),
        Duration.ofMillis(1500),
        Duration.ofMinutes(1),
        FILES_IN_HAND,
        // a node lives for seconds: it is not worth while to compile it well
        List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
        List.of(),
        false,
        false,
        Duration.ZERO,
        false,
        "");
  }

  /** As quick, with clocks that can be set, and times that a busy machine does not exceed. */
  public static ClusterShape clocks(int frontends, int backends) {
    ClusterShape quick = quick(frontends, backends);
    return new ClusterShape(
        frontends,
        backends,
        quick.idleTimeout(),
        quick.beat(),
        Duration.ofSeconds(3),
        Duration.ofSeconds(5),
        Duration.ofSeconds(3),
        quick.callTimeout(),
        quick.filesInHand(),
        quick.nodeOptions(),
        quick.classesFirst(),
        false,
        false,
        Duration.ZERO,
        true,
        "");
  }

  /** The same, of other classes. */
  public ClusterShape with(List<Path> classes) {
    return copy(idleTransaction, filesInHand, classes, loopMount, databaseMount, notice, more);
  }

  /** The same, with backends that take so many files in hand. */
  public ClusterShape withFilesInHand(int files) {
    return copy(idleTransaction, files, classesFirst, loopMount, databaseMount, notice, more);
  }

  /** The same, with a database that leaves a silent node its locks for so long. */
  public ClusterShape withIdleTransaction(Duration silence) {
    return copy(silence, filesInHand, classesFirst, loopMount, databaseMount, notice, more);
  }

  /** The same, on a file system that can be frozen. */
  public ClusterShape onLoopMount() {
    return copy(idleTransaction, filesInHand, classesFirst, true, databaseMount, notice, more);
  }

  /** The same, with a database on a file system that can be frozen, and full. */
  public ClusterShape withDatabaseOnLoopMount() {
    return copy(idleTransaction, filesInHand, classesFirst, loopMount, true, notice, more);
  }

  /** The same, with nodes that serve on for so long when they stop. */
  public ClusterShape withNotice(Duration time) {
    return copy(idleTransaction, filesInHand, classesFirst, loopMount, databaseMount, time, more);
  }

  /** The same, with more lines in the site file. */
  public ClusterShape withMore(String lines) {
    return copy(
        idleTransaction, filesInHand, classesFirst, loopMount, databaseMount, notice, lines);
  }

  private ClusterShape copy(
      Duration silence,
      int files,
      List<Path> classes,
      boolean ownFileSystem,
      boolean ownDisk,
      Duration serveOn,
      String lines) {
    return new ClusterShape(
        frontends,
        backends,
        idleTimeout,
        beat,
        selfStop,
        stale,
        silence,
        callTimeout,
        files,
        nodeOptions,
        classes,
        ownFileSystem,
        ownDisk,
        serveOn,
        ownClocks,
        lines);
  }
}
