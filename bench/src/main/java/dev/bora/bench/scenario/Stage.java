// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.scenario;

import dev.bora.bench.contender.Ledger;
import dev.bora.bench.report.Measurement;
import dev.bora.bench.report.Measurement.Point;
import dev.bora.bench.server.BenchServer;
import dev.bora.bench.server.Usage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Where and as which repetition a scenario is run.
 *
 * @param scenario its name in the figures
 */
record Stage(BenchServer server, String scenario, String contender, int repetition) {
  static final String RATE = "per_second";

  Measurement measurement(SequencedMap<String, Double> values, List<Point> curve) {
    return new Measurement(scenario, contender, repetition, values, curve);
  }

  /** What each request has cost since then, and whether each ended once. */
  SequencedMap<String, Double> costs(Usage before, Ledger ledger) throws SQLException {
    SequencedMap<String, Double> costs =
        costs(Usage.now(server).since(before), ledger.size() - ledger.left());
    costs.put("unfinished", (double) ledger.left());
    costs.put("repeated", (double) ledger.repeated());
    return costs;
  }

  /** What each of so many requests that ended has cost, if all of them cost this. */
  static SequencedMap<String, Double> costs(Usage used, long requests) {
    double ended = Math.max(1, requests);
    SequencedMap<String, Double> costs = new LinkedHashMap<>();
    costs.put("cpu_us_client", micros(used.own()) / ended);
    costs.put("cpu_us_server", micros(used.server()) / ended);
    costs.put("fsyncs_per_request", used.fsyncs() / ended);
    costs.put("statements_per_request", used.statements() / ended);
    costs.put("deadlocks", (double) used.deadlocks());
    return costs;
  }

  private static double micros(Duration time) {
    return time.toNanos() / 1e3;
  }

  static double perSecond(int requests, long nanos) {
    return requests * 1e9 / Math.max(1, nanos);
  }
}
