// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.exercise;

import dev.bora.it.deployment.Cluster;
import dev.bora.it.deployment.ClusterShape;
import dev.bora.it.drill.checker.Findings;
import dev.bora.it.lab.Lab;
import dev.bora.it.lab.LabShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a drill is given.
 *
 * @param drill its name
 * @param options its size
 * @param clusters where it gets its cluster
 * @param folder where its history goes
 * @param findings where it tells what is wrong
 * @param figures where it tells what it measured
 * @param classesFirst folders of classes that its cluster's nodes take instead of Bora's own
 */
public record DrillContext(
    String drill,
    DrillOptions options,
    Clusters clusters,
    Path folder,
    Findings findings,
    Figures figures,
    List<Path> classesFirst) {

  /** For Bora as it was built. */
  public DrillContext(
      String drill,
      DrillOptions options,
      Clusters clusters,
      Path folder,
      Findings findings,
      Figures figures) {
    this(drill, options, clusters, folder, findings, figures, List.of());
  }

  /** Starts a cluster of the drill's own, which it closes. */
  public Cluster start(ClusterShape shape) throws Exception {
    return Cluster.start("drill-" + drill, shape.with(classesFirst));
  }

  /** The lab, all of whose machines run; the drill leaves it so. */
  public Lab lab() throws IOException {
    return lab(LabShape.usual());
  }

  /** A lab like that, all of whose machines run; the drill leaves it so. */
  public Lab lab(LabShape shape) throws IOException {
    return clusters.lab(shape);
  }

  /** A cluster of a shape, all of whose nodes run; the drill leaves it so. */
  public Cluster cluster(ClusterShape shape) throws Exception {
    return clusters.get(shape);
  }
}
