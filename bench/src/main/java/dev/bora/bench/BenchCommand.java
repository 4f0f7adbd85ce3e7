// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench;

import dev.bora.bench.contender.Contender;
import dev.bora.bench.contender.Contenders;
import dev.bora.bench.endtoend.EndToEndBench;
import dev.bora.bench.endtoend.Load;
import dev.bora.bench.endtoend.Loads;
import dev.bora.bench.report.Figures;
import dev.bora.bench.report.Flames;
import dev.bora.bench.report.Json;
import dev.bora.bench.report.Measurement;
import dev.bora.bench.report.Page;
import dev.bora.bench.report.Targets;
import dev.bora.bench.report.Targets.Target;
import dev.bora.bench.scenario.Scenario;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code bench/run NAME}. */
public final class BenchCommand {
  private static final String USAGE =
      """
      usage: bench/run queue [--quick] [--only SCENARIO,...] [--with CONTENDER,...] [--repetitions N] [--flames]
             bench/run end-to-end [--quick] [--only LOAD,...] [--repetitions N] [--flames]\
      """;

  private final Path checkout;
  private final PrintStream out;

  BenchCommand(Path checkout, PrintStream out) {
    this.checkout = checkout;
    this.out = out;
  }

  /** Exits with 0 if all was measured and every request ended as it has to, else 1, or 2. */
  public static void main(String[] args) throws Exception {
    BenchCommand command =
        new BenchCommand(Path.of(System.getProperty("bora.bench.checkout")), System.out);
    Options options = new Options(List.of(args).subList(Math.min(1, args.length), args.length));
    List<Measurement> measurements =
        switch (args.length == 0 ? "" : args[0]) {
          case "queue" -> command.queue(options);
          case "end-to-end" -> command.endToEnd(options);
          default -> {
            System.err.println(USAGE);
            System.exit(2);
            yield List.of();
          }
        };
    // threads of libraries do not all end by themselves
    System.exit(measurements.stream().allMatch(BenchCommand::isSound) ? 0 : 1);
  }

  /** Whether each request was done once; arrivals may be more than a contender can do in time. */
  static boolean isSound(Measurement measurement) {
    // a value that a scenario does not have is NaN
    boolean left =
        measurement.value("unfinished") > 0 && !measurement.scenario().startsWith("arrivals");
    return !left && !(measurement.value("repeated") > 0);
  }

  /** Runs the contest of queues. */
  List<Measurement> queue(Options options) throws Exception {
    List<Scenario> scenarios =
        options.chosen("--only", options.quick() ? Plans.quick() : Plans.full(), Scenario::name);
    List<Contender> contenders = options.chosen("--with", Contenders.ALL, Contender::name);
    QueueBench bench =
        new QueueBench(
            checkout,
            scenarios,
            contenders,
            options.repetitions(),
            !options.quick(),
            flames(options));
    QueueBench.Outcome outcome = bench.run(this::tell);
    Map<String, String> conditions = Conditions.of(outcome.server());
    conditions.putAll(Conditions.of(contenders));
    List<Target> targets = Targets.of(new Figures(outcome.measurements()));
    write("queue", options, conditions, targets, outcome.measurements());
    return outcome.measurements();
  }

  /** Runs Bora as its clients meet it. A call that fails ends it, for there are no figures then. */
  List<Measurement> endToEnd(Options options) throws Exception {
    List<Load> loads =
        options.chosen("--only", options.quick() ? Loads.quick() : Loads.full(), Load::name);
    EndToEndBench bench =
        new EndToEndBench(checkout, loads, options.repetitions(), flames(options));
    EndToEndBench.Outcome outcome = bench.run(this::tell);
    List<Target> targets = Targets.ofEndToEnd(new Figures(outcome.measurements()));
    write("end-to-end", options, Conditions.of(outcome.server()), targets, outcome.measurements());
    return outcome.measurements();
  }

  private Flames flames(Options options) throws IOException {
    return new Flames(options.has("--flames") ? folder() : null);
  }

  private Path folder() throws IOException {
    return Files.createDirectories(checkout.resolve("bench/target"));
  }

  private void write(
      String name,
      Options options,
      Map<String, String> conditions,
      List<Target> targets,
      List<Measurement> measurements)
      throws IOException {
    Path file = folder().resolve(options.quick() ? name + "-quick.json" : name + ".json");
    Json.write(file, conditions, measurements);
    out.println("written to bench/target/" + file.getFileName());
    if (options.whole()) {
      Page.write(checkout.resolve("docs"), name, conditions, new Figures(measurements), targets);
      out.println("written to docs/performance.md");
    }
  }

  private void tell(Measurement measurement) {
    String values =
        measurement.values().entrySet().stream()
            .map(value -> "%s %.4g".formatted(value.getKey(), value.getValue()))
            .collect(Collectors.joining(", "));
    out.printf(
        "%-26s %-20s %d: %s%n",
        measurement.scenario(), measurement.contender(), measurement.repetition(), values);
  }
}
