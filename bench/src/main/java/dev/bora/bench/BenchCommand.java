// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench;

import dev.bora.bench.contender.Contender;
import dev.bora.bench.contender.Contenders;
import dev.bora.bench.report.Figures;
import dev.bora.bench.report.Json;
import dev.bora.bench.report.Measurement;
import dev.bora.bench.report.Page;
import dev.bora.bench.scenario.Scenario;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code bench/run NAME}. */
public final class BenchCommand {
  private static final String USAGE =
      "usage: bench/run queue [--quick] [--only SCENARIO,...] [--with CONTENDER,...] [--repetitions N]";
  private static final int REPETITIONS = 3;

  private final Path checkout;
  private final PrintStream out;

  BenchCommand(Path checkout, PrintStream out) {
    this.checkout = checkout;
    this.out = out;
  }

  /** Exits with 0 if all was measured and every request ended as it has to, else 1, or 2. */
  public static void main(String[] args) throws Exception {
    Path checkout = Path.of(System.getProperty("bora.bench.checkout"));
    if (args.length == 0 || !args[0].equals("queue")) {
      System.err.println(USAGE);
      System.exit(2);
    }
    BenchCommand command = new BenchCommand(checkout, System.out);
    List<Measurement> measurements = command.queue(List.of(args).subList(1, args.length));
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
  List<Measurement> queue(List<String> options) throws Exception {
    boolean quick = options.contains("--quick");
    List<Scenario> scenarios =
        chosen(quick ? Plans.quick() : Plans.full(), Scenario::name, option(options, "--only"));
    List<Contender> contenders = chosen(Contenders.ALL, Contender::name, option(options, "--with"));
    String repetitions = option(options, "--repetitions");
    QueueBench bench =
        new QueueBench(
            checkout,
            scenarios,
            contenders,
            quick ? 1 : repetitions.isEmpty() ? REPETITIONS : Integer.parseInt(repetitions),
            !quick);
    QueueBench.Outcome outcome = bench.run(this::tell);
    Path folder = Files.createDirectories(checkout.resolve("bench/target"));
    Path file = folder.resolve(quick ? "queue-quick.json" : "queue.json");
    Map<String, String> conditions = Conditions.of(outcome.server(), contenders);
    Json.write(file, conditions, outcome.measurements());
    out.println("written to bench/target/" + file.getFileName());
    if (isWhole(options)) {
      Page.write(
          checkout.resolve("docs"), "queue", conditions, new Figures(outcome.measurements()));
      out.println("written to docs/performance.md");
    }
    return outcome.measurements();
  }

  /** Part of a run is no page. */
  private static boolean isWhole(List<String> options) {
    return options.stream().noneMatch(Set.of("--quick", "--only", "--with")::contains);
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

  private static <T> List<T> chosen(List<T> all, Function<T, String> name, String names) {
    if (names.isEmpty()) {
      return all;
    }
    Set<String> wanted = Arrays.stream(names.split(",", -1)).collect(Collectors.toSet());
    List<T> some = all.stream().filter(one -> wanted.contains(name.apply(one))).toList();
    if (some.size() != wanted.size()) {
      throw new IllegalArgumentException(
          "of " + names + " there are only " + some.stream().map(name).toList());
    }
    return some;
  }

  private static String option(List<String> options, String name) {
    int at = options.indexOf(name);
    return at < 0 ? "" : options.get(at + 1);
  }
}
