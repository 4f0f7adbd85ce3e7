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
 * @param queue what the site file says of it
 * @param nodeOptions options of each node's JVM
 * @param classesFirst folders of classes that each node takes instead of Bora's own
 * @param storage what the storage areas are on
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
    String queue,
    List<String> nodeOptions,
    List<Path> classesFirst,
    Storage storage,
    boolean databaseMount,
    Duration notice,
    boolean ownClocks,
    String more) {

  private static final String QUEUE = "files-in-hand: 200";

  /** File systems. */
  public enum Storage {
    /** The host's. */
    HOST,
    /** One of its own, which can be frozen. */
    FREEZING,
    /** One of its own, which fails as it is told. */
    FAILING
  }

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
        QUEUE,
        List.of(),
        List.of(),
        Storage.HOST,
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
        QUEUE,
        // a node lives for seconds: it is not worth while to compile it well
        List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
        List.of(),
        Storage.HOST,
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
        quick.queue(),
        quick.nodeOptions(),
        quick.classesFirst(),
        Storage.HOST,
        false,
        Duration.ZERO,
        true,
        "");
  }

  /** The same, of other classes. */
  public ClusterShape with(List<Path> classes) {
    return copy(idleTransaction, queue, classes, storage, databaseMount, notice, more);
  }

  /** The same, with backends that take so many files in hand. */
  public ClusterShape withFilesInHand(int files) {
    return withQueue("files-in-hand: " + files);
  }

  /** The same, with this about the queue in the site file. */
  public ClusterShape withQueue(String entries) {
    return copy(idleTransaction, entries, classesFirst, storage, databaseMount, notice, more);
  }

  /** The same, with a database that leaves a silent node its locks for so long. */
  public ClusterShape withIdleTransaction(Duration silence) {
    return copy(silence, queue, classesFirst, storage, databaseMount, notice, more);
  }

  /** The same, on a file system of another kind. */
  public ClusterShape on(Storage kind) {
    return copy(idleTransaction, queue, classesFirst, kind, databaseMount, notice, more);
  }

  /** The same, with a database on a file system that can be frozen, and full. */
  public ClusterShape withDatabaseOnLoopMount() {
    return copy(idleTransaction, queue, classesFirst, storage, true, notice, more);
  }

  /** The same, with nodes that serve on for so long when they stop. */
  public ClusterShape withNotice(Duration time) {
    return copy(idleTransaction, queue, classesFirst, storage, databaseMount, time, more);
  }

  /** The same, with more lines in the site file. */
  public ClusterShape withMore(String lines) {
    return copy(idleTransaction, queue, classesFirst, storage, databaseMount, notice, lines);
  }

  private ClusterShape copy(
      Duration silence,
      String ofQueue,
      List<Path> classes,
      Storage kind,
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
        ofQueue,
        nodeOptions,
        classes,
        kind,
        ownDisk,
        serveOn,
        ownClocks,
        lines);
  }
}
