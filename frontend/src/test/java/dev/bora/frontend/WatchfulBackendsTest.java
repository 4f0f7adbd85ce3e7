// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.db.ServerWatch;
import dev.bora.frontend.call.GivenUpException;
import dev.bora.rpc.contract.BackendCalls;
import dev.bora.rpc.contract.CallContext;
import dev.bora.rpc.contract.Caller;
import dev.bora.rpc.contract.MkdirArgs;
import dev.bora.rpc.contract.PathRef;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever waits for a backend waits for the database, too. */
class WatchfulBackendsTest {
  private static final String OPERATION = UUID.randomUUID().toString();
  private static final CallContext CONTEXT =
      new CallContext(
          OPERATION,
          "request-1",
          "frontend-1",
          "127.0.0.1",
          new Caller("/CN=Ada", null, List.of(), false));
  private static final MkdirArgs DIRECTORY = new MkdirArgs(new PathRef("data", "d"));

  private final FakeBackend backend = new FakeBackend();
  private final List<String> givenUp = new CopyOnWriteArrayList<>();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile boolean answers = true;
  private volatile boolean away;

  private final WatchfulBackends watchful =
      new WatchfulBackends(
          (_, _) -> backend,
          new ServerWatch() {
            @Override
            public boolean isAway() {
              return away;
            }

            @Override
            public boolean answers() {
              asked.incrementAndGet();
              return answers;
            }
          },
          Duration.ofMillis(50),
          givenUp::add);

  @AfterEach
  void close() {
    watchful.close();
  }

  private BackendCalls calls() {
    return watchful.calls(Duration.ofMinutes(1), _ -> {});
  }

  @Test
  void anAnswerPasses() {
    assertThat(calls().mkdir(CONTEXT, DIRECTORY)).isEqualTo(FakeBackend.SUCCESS);
    assertThat(asked).hasValue(0);
  }

  @Test
  void nobodyIsAskedWhileTheDatabaseIsAway() {
    away = true;
    assertThatThrownBy(() -> calls().mkdir(CONTEXT, DIRECTORY))
        .isInstanceOfSatisfying(
            GivenUpException.class, not -> assertThat(not.mayHaveRun()).isFalse());
    assertThat(backend.asked).isEmpty();
    assertThat(givenUp).isEmpty();
  }

  @Test
  void aFailurePassesAsItIs() {
    IllegalStateException broken = new IllegalStateException("broken");
    backend.before =
        () -> {
          throw broken;
        };
    assertThatThrownBy(() -> calls().mkdir(CONTEXT, DIRECTORY)).isSameAs(broken);
    assertThat(givenUp).isEmpty();
  }

  @Test
  void aSlowBackendIsWaitedForAsLongAsTheDatabaseAnswers() {
    backend.before =
        () -> {
          while (asked.get() < 3) {
            Thread.onSpinWait();
          }
        };
    assertThat(calls().mkdir(CONTEXT, DIRECTORY)).isEqualTo(FakeBackend.SUCCESS);
    assertThat(givenUp).isEmpty();
  }

  @Test
  void withoutADatabaseNobodyWaitsAndTheOperationIsNamed() throws Exception {
    answers = false;
    CountDownLatch interrupted = new CountDownLatch(1);
    backend.before =
        () -> {
          try {
            assertThat(new CountDownLatch(1).await(1, TimeUnit.MINUTES)).isTrue();
          } catch (InterruptedException stop) {
            interrupted.countDown();
          }
        };
    assertThatThrownBy(() -> calls().mkdir(CONTEXT, DIRECTORY))
        .isInstanceOfSatisfying(
            GivenUpException.class, not -> assertThat(not.mayHaveRun()).isTrue());
    assertThat(givenUp).containsExactly(OPERATION);
    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
  }
}
