// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.exercise;

import dev.bora.it.deployment.Cluster;
import dev.bora.it.deployment.ClusterShape;
import dev.bora.it.harness.Checkout;
import dev.bora.it.lab.Lab;
import dev.bora.it.lab.LabShape;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The cluster that drills run on, one after the other: a new one for each other shape. */
public final class Clusters implements AutoCloseable {

  private static final String NAME = "drills";

  private @Nullable Cluster current;
  private @Nullable Lab lab;

  /** A cluster of a shape, all of whose nodes run. */
  public Cluster get(ClusterShape shape) throws Exception {
    Cluster running = current;
    if (running != null && running.shape().equals(shape)) {
      return running;
    }
    close();
    Cluster started = Cluster.start(NAME, shape);
    current = started;
    return started;
  }

  /** A lab, all of whose machines run. */
  public Lab lab(LabShape shape) throws IOException {
    Lab running = lab;
    if (running != null && running.shape().equals(shape)) {
      return running;
    }
    close();
    Lab started = Lab.start(shape);
    lab = started;
    return started;
  }

  /** Where the nodes' logs are. */
  public static Path logs() {
    return Checkout.made("logs/" + NAME);
  }

  /** Stops what runs; after a drill that failed nobody knows what state it is in. */
  @Override
  public void close() {
    Cluster running = current;
    current = null;
    Lab containers = lab;
    lab = null;
    if (running != null) {
      running.close();
    }
    if (containers != null) {
      containers.close();
    }
  }
}
