// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.endtoend;

import dev.bora.bench.server.Usage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.SequencedMap;

/**
 * What was consumed up to a moment.
 *
 * @param usage of clients, which are this process, and of the database
 * @param frontend its CPU time
 * @param backend its CPU time
 */
record Consumption(Usage usage, Duration frontend, Duration backend) {
  static Consumption now(Deployment deployment) throws SQLException {
    return new Consumption(
        Usage.now(deployment.server()), deployment.frontend().cpu(), deployment.backend().cpu());
  }

  /** Puts down what was consumed since an earlier moment, for each of so many. */
  void since(Consumption before, int count, SequencedMap<String, Double> values) {
    Usage used = usage.since(before.usage);
    values.put("cpu_us_client", micros(used.own(), count));
    values.put("cpu_us_frontend", micros(frontend.minus(before.frontend), count));
    values.put("cpu_us_backend", micros(backend.minus(before.backend), count));
    values.put("cpu_us_server", micros(used.server(), count));
    values.put("fsyncs_per_request", (double) used.fsyncs() / count);
    values.put("statements_per_request", (double) used.statements() / count);
    values.put("deadlocks", (double) used.deadlocks());
  }

  private static double micros(Duration time, int count) {
    return time.toNanos() / 1e3 / count;
  }
}
