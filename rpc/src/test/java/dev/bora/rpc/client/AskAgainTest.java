// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.rpc.Calls;
import dev.bora.rpc.ScriptedBackend;
import dev.bora.rpc.contract.AskAgainException;
import dev.bora.rpc.contract.PingArgs;
import dev.bora.rpc.contract.PingReply;
import dev.bora.rpc.server.BackendServer;
import dev.bora.rpc.server.BackendServerConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A backend that cannot end a call, for want of its database or for another reason. */
class AskAgainTest {
  private static final int MANY = 100_000;

  private final AtomicInteger asked = new AtomicInteger();
  private BackendServer server;

  private BackendClient against(int failing, Supplier<AskAgainException> why) throws IOException {
    ScriptedBackend backend =
        new ScriptedBackend((_, _) -> {
          if (asked.incrementAndGet() <= failing) {
            throw why.get();
          }
          return new PingReply("be1", "1");
        });
    server =
        BackendServer.start(BackendServerConfig.of("127.0.0.1", 0, "be1"), backend, Calls.SECRET);
    return Clients.client(server.port(), MANY);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static PingReply ping(BackendClient client) {
    return client.calls().ping(Calls.context(), new PingArgs());
  }

  private static AskAgainException withoutDatabase() {
    return AskAgainException.withoutDatabase("full", new IllegalStateException("full"));
  }

  @Test
  void aShortTroubleOfItsDatabaseIsNotNoticed() throws IOException {
    try (BackendClient client = against(3, AskAgainTest::withoutDatabase)) {
      assertThat(ping(client).backend()).isEqualTo("be1");
    }
  }

  private static AskAgainException lateWithoutDatabase() {
    return later(Duration.ofMillis(300), withoutDatabase());
  }

  /** It has waited for its database meanwhile. */
  private static AskAgainException later(Duration time, AskAgainException why) {
    LockSupport.parkNanos(time.toNanos());
    return why;
  }

  @Test
  void oneThatHasLostItIsAskedAgainUntilAnotherIsMet() throws IOException {
    try (BackendClient client = against(2, AskAgainTest::lateWithoutDatabase)) {
      assertThat(ping(client).backend()).isEqualTo("be1");
      assertThat(asked).hasValue(3);
    }
  }

  @Test
  void aFirstWordThatComesLateIsNotTheLast() throws IOException {
    try (BackendClient client = against(1, () -> later(Duration.ofSeconds(1), withoutDatabase()))) {
      assertThat(ping(client).backend()).isEqualTo("be1");
    }
  }

  @Test
  void whatFailsForAnotherReasonAfterwardsIsAskedAgain() throws IOException {
    Supplier<AskAgainException> reasons =
        () ->
            asked.get() == 1
                ? withoutDatabase()
                : later(Duration.ofSeconds(1), new AskAgainException("fenced"));
    try (BackendClient client = against(2, reasons)) {
      assertThat(ping(client).backend()).isEqualTo("be1");
      assertThat(asked).hasValue(3);
    }
  }

  @Test
  void afterTwoHaveSaidSoNoneIsAsked() throws IOException {
    ScriptedBackend other =
        new ScriptedBackend((_, _) -> {
          asked.incrementAndGet();
          throw lateWithoutDatabase();
        });
    try (BackendServer second =
            BackendServer.start(
                BackendServerConfig.of("127.0.0.1", 0, "be2"), other, Calls.SECRET);
        CuttingProxy director = new CuttingProxy(second.port());
        BackendClient _ =
            against(
                MANY,
                () -> {
                  director.forwardTo(second.port());
                  return lateWithoutDatabase();
                });
        BackendClient client = Clients.client(director.port(), MANY)) {
      director.forwardTo(server.port());
      assertThatThrownBy(() -> ping(client)).isInstanceOf(BackendWithoutDatabaseException.class);
      assertThat(asked).hasValue(2);
    }
  }

  @Test
  void itIsNotAskedForLongWhileItsDatabaseIsInTrouble() throws IOException {
    try (BackendClient client = against(Integer.MAX_VALUE, AskAgainTest::withoutDatabase)) {
      long begin = System.nanoTime();
      assertThatThrownBy(() -> ping(client)).isInstanceOf(BackendWithoutDatabaseException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
      assertThat(asked.get()).isBetween(2, MANY - 1);
    }
  }

  @Test
  void forAnotherReasonItIsAskedAsOftenAsTheCallerWants() throws IOException {
    try (BackendClient client = against(5, () -> new AskAgainException("fenced"))) {
      assertThat(ping(client).backend()).isEqualTo("be1");
      assertThat(asked).hasValue(6);
    }
  }
}
