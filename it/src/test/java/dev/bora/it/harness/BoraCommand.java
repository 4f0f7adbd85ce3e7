// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.harness;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The bora command as ./bora runs it, but of what the Maven run that these tests belong to has
 * built: it builds nothing itself.
 */
public final class BoraCommand {

  private static final Pattern READY = Pattern.compile("ready");

  private BoraCommand() {}

  /** A bora command. */
  public static Command of(String... words) {
    return of(List.of(), words);
  }

  /** A bora command that ends at once: it is not worth while to compile it well. */
  public static Command brief(String... words) {
    return of(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"), words);
  }

  /** A bora command whose JVM has options besides those that Bora itself gives it. */
  public static Command of(List<String> options, String... words) {
    return of(List.of(), options, words);
  }

  /**
   * The same.
   *
   * @param classesFirst folders of classes that are taken instead of Bora's own
   */
  public static Command of(List<Path> classesFirst, List<String> options, String... words) {
    Path dist = Checkout.file("app/target/bora");
    return Command.of(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "@" + dist.resolve("jvm.args"),
            "-Xmx512m")
        .and(options.toArray(String[]::new))
        .and("-cp", classPath(classesFirst, dist.resolve("lib") + "/*"), "dev.bora.app.Bora")
        .and(words);
  }

  private static String classPath(List<Path> classesFirst, String rest) {
    return classesFirst.stream().map(folder -> folder + ":").collect(Collectors.joining()) + rest;
  }

  /**
   * A main class of these tests in a process with all that Bora has.
   *
   * @param classesFirst folders of classes that are taken instead of Bora's own
   */
  public static Daemon startMain(
      Path output,
      List<Path> classesFirst,
      List<String> options,
      String mainClass,
      String... words) {
    Path dist = Checkout.file("app/target/bora");
    Command command =
        Command.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "@" + dist.resolve("jvm.args"),
                "-Xmx512m")
            .and(options.toArray(String[]::new))
            .and(
                "-cp",
                classPath(
                    classesFirst, dist.resolve("lib") + "/*:" + Checkout.made("test-classes")),
                mainClass)
            .and(words);
    return Daemon.start(command.within(Duration.ofMinutes(2)), output, READY);
  }

  /** A bora command that stays, once it has said {@code ready}. */
  public static Daemon start(Path output, String... words) {
    return start(output, List.of(), List.of(), Map.of(), words);
  }

  /** The same with folders of classes that are taken instead of Bora's own. */
  public static Daemon start(
      Path output,
      List<Path> classesFirst,
      List<String> options,
      Map<String, String> environment,
      String... words) {
    Command command =
        of(classesFirst, options, words).with(environment).within(Duration.ofMinutes(2));
    return Daemon.start(command, output, READY);
  }
}
