// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.deployment;

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
 * @param callTimeout how long a frontend asks backends for one call
 * @param nodeOptions options of each node's JVM
 * @param ownClocks whether each node and the database has a wall clock that can be set
 */
public record ClusterShape(
    int frontends,
    int backends,
    Duration idleTimeout,
    Duration beat,
    Duration selfStop,
    Duration stale,
    Duration callTimeout,
    List<String> nodeOptions,
    boolean ownClocks) {

  /** Copies what it is given. */
  public ClusterShape {
    nodeOptions = List.copyOf(nodeOptions);
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
        Duration.ofMinutes(1),
        List.of(),
        false);
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
        Duration.ofMinutes(1),
        // a node lives for seconds: it is not worth while to compile it well
        List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
        false);
  }

  /** The same with clocks that can be set, and times that a busy machine does not exceed. */
  public static ClusterShape clocks(int frontends, int backends) {
    ClusterShape quick = quick(frontends, backends);
    return new ClusterShape(
        frontends,
        backends,
        quick.idleTimeout(),
        quick.beat(),
        Duration.ofSeconds(3),
        Duration.ofSeconds(5),
        quick.callTimeout(),
        quick.nodeOptions(),
        true);
  }
}
