// SPDX-License-Identifier: Apache-2.0
package dev.bora.heartbeat.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class KillTimerTest {
  private static final int KILLED = 128 + 9;
  private static final long PATIENCE_SECONDS = 30;
  private static final List<String> IN_A_NAMESPACE =
      List.of("unshare", "--user", "--map-root-user", "--pid", "--fork");

  @Test
  void aProcessThatDoesNotArmAgainIsKilledAtItsMoment() throws Exception {
    try (Child child = Child.start()) {
      assertKilledAfter(child, Long.parseLong(child.say("arm 500")));
    }
  }

  @Test
  void aStoppedProcessIsKilledToo() throws Exception {
    try (Child child = Child.start()) {
      long moment = Long.parseLong(child.say("arm 500"));
      String pid = Long.toString(child.process.pid());
      assertThat(new ProcessBuilder("kill", "-STOP", pid).start().waitFor()).isZero();
      assertKilledAfter(child, moment);
    }
  }

  private static void assertKilledAfter(Child child, long moment) throws Exception {
    assertThat(child.process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(BootClock.nanos()).isBetween(moment, moment + TimeUnit.SECONDS.toNanos(10));
    assertThat(child.process.exitValue()).isEqualTo(KILLED);
  }

  @Test
  void aProcessThatKeepsArmingLivesAndOneThatHasDisarmedToo() throws Exception {
    try (Child child = Child.start()) {
      long end = BootClock.nanos() + TimeUnit.SECONDS.toNanos(5);
      while (BootClock.nanos() < end) {
        child.say("arm 2000");
        assertThat(child.process.waitFor(50, TimeUnit.MILLISECONDS)).isFalse();
      }
      assertThat(child.say("disarm")).isEqualTo("ok");
      assertThat(child.process.waitFor(3, TimeUnit.SECONDS)).isFalse();
      assertThat(child.end()).isZero();
    }
  }

  @Test
  void aClosedTimerKillsNobody() throws Exception {
    try (Child child = Child.start()) {
      child.say("arm 1000");
      assertThat(child.say("close")).isEqualTo("ok");
      assertThat(child.process.waitFor(2, TimeUnit.SECONDS)).isFalse();
      assertThat(child.end()).isZero();
    }
  }

  @Test
  void whatWouldNotKillIsRefused() throws Exception {
    List<String> nothing = new ArrayList<>(IN_A_NAMESPACE);
    nothing.add("true");
    assumeTrue(new ProcessBuilder(nothing).start().waitFor() == 0, "no namespaces here");
    try (Child child = new Child(IN_A_NAMESPACE)) {
      assertThat(child.line())
          .isEqualTo(
              "no timer can kill process 1 of a container: run it below an init process (--init)");
    }
  }

  @Test
  void misuseIsRefused() {
    KillTimer timer = KillTimer.create();
    assertThatThrownBy(() -> timer.arm(0)).isInstanceOf(IllegalArgumentException.class);
    timer.close();
    timer.close();
    timer.disarm();
    assertThatThrownBy(() -> timer.arm(Long.MAX_VALUE)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> TimerCall.TIMER_SETTIME.run(0, 0, 0))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("timer_settime: Invalid argument");
  }

  /** See {@link KillTimerChild}. */
  private static final class Child implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final Writer orders;

    private Child(List<String> prefix) throws IOException {
      List<String> command = new ArrayList<>(prefix);
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("-cp");
      command.add(System.getProperty("java.class.path"));
      command.add(KillTimerChild.class.getName());
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      answers = process.inputReader();
      orders = process.outputWriter();
    }

    static Child start() throws IOException {
      Child child = new Child(List.of());
      assertThat(child.line()).isEqualTo("ok");
      return child;
    }

    String line() throws IOException {
      return answers.readLine();
    }

    String say(String order) throws IOException {
      orders.write(order + "\n");
      orders.flush();
      return line();
    }

    int end() throws Exception {
      orders.close();
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
