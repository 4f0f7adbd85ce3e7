// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.harness;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * The bora command as ./bora runs it, but of what the Maven run that these tests belong to has
 * built: it builds nothing itself.
 */
public final class BoraCommand {

  private static final Pattern READY = Pattern.compile("ready");

  private BoraCommand() {}

  /** A bora command. */
  public static Command of(String... words) {
    Path dist = Checkout.file("app/target/bora");
    return Command.of(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-Xmx512m",
            "@" + dist.resolve("jvm.args"),
            "-cp",
            dist.resolve("lib") + "/*",
            "dev.bora.app.Bora")
        .and(words);
  }

  /** A bora command that stays, once it has said {@code ready}. */
  public static Daemon start(Path output, String... words) {
    return Daemon.start(of(words).within(Duration.ofMinutes(2)), output, READY);
  }
}
