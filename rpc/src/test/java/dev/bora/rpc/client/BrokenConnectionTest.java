// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.rpc.Calls;
import dev.bora.rpc.ScriptedBackend;
import dev.bora.rpc.client.CuttingProxy.Cut;
import dev.bora.rpc.contract.CallContext;
import dev.bora.rpc.contract.MkdirArgs;
import dev.bora.rpc.contract.PathRef;
import dev.bora.rpc.contract.PingArgs;
import dev.bora.rpc.contract.PingReply;
import dev.bora.rpc.server.BackendServer;
import dev.bora.rpc.server.BackendServerConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BrokenConnectionTest {

  private final ScriptedBackend backend = ScriptedBackend.named("be1");
  private BackendServer server;
  private CuttingProxy proxy;

  @BeforeEach
  void start() throws IOException {
    server =
        BackendServer.start(BackendServerConfig.of("127.0.0.1", 0, "be1"), backend, Calls.SECRET);
    proxy = new CuttingProxy(server.port());
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    server.close();
  }

  @Test
  void anIdleConnectionThatEndedCostsNothing() throws IOException {
    // A single attempt: nothing is asked again.
    try (BackendClient client = Clients.client(proxy.port(), 1)) {
      ping(client);
      proxy.cutAll();
      ping(client);
      assertThat(backend.seen()).hasSize(2);
      assertThat(proxy.accepted()).isEqualTo(2);
    }
  }

  @Test
  void connectionsAreKeptBetweenCalls() {
    try (BackendClient client = Clients.client(proxy.port(), 1)) {
      for (int times = 0; times < 20; times++) {
        ping(client);
      }
      assertThat(proxy.accepted()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"AT_ONCE", "BEFORE_FORWARDING"})
  void asksAgainWhenTheBackendSawNothing(Cut cut) {
    proxy.next(cut, cut);
    try (BackendClient client = Clients.client(proxy.port(), 3)) {
      CallContext context = Calls.context();
      assertThat(client.calls().ping(context, new PingArgs()).backend()).isEqualTo("be1");
      assertThat(backend.seen()).extracting(ScriptedBackend.Seen::context).containsExactly(context);
      assertThat(proxy.accepted()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"AFTER_THE_BACKEND_ANSWERED", "WITHIN_THE_ANSWER"})
  void asksAgainAsTheSameOperationWhenTheAnswerIsLost(Cut cut) {
    proxy.next(cut);
    try (BackendClient client = Clients.client(proxy.port(), 3)) {
      CallContext context = Calls.context();
      assertThat(client.calls().ping(context, new PingArgs()).backend()).isEqualTo("be1");
      assertThat(backend.seen())
          .extracting(ScriptedBackend.Seen::context)
          .containsExactly(context, context);
    }
  }

  @Test
  void asksAgainOnlySoOften() {
    proxy.always(Cut.AFTER_THE_BACKEND_ANSWERED);
    try (BackendClient client = Clients.client(proxy.port(), 4)) {
      CallContext context = Calls.context();
      assertThatThrownBy(() -> client.calls().ping(context, new PingArgs()))
          .isInstanceOfSatisfying(
              BackendLostException.class, lost -> assertThat(lost.mayHaveRun()).isTrue())
          .hasMessageContaining("backend 127.0.0.1:" + proxy.port())
          .hasMessageEndingWith("(4 attempts)");
      assertThat(backend.seen())
          .extracting(ScriptedBackend.Seen::context)
          .containsExactly(context, context, context, context);
    }
  }

  @Test
  void faultsAreNotAskedAgain() throws IOException {
    ScriptedBackend broken =
        new ScriptedBackend((_, _) -> {
          throw new IllegalStateException("broken on purpose");
        });
    try (BackendServer other =
            BackendServer.start(
                BackendServerConfig.of("127.0.0.1", 0, "be2"), broken, Calls.SECRET);
        BackendClient client = Clients.client(other.port(), 5)) {
      assertThatThrownBy(() -> ping(client)).isInstanceOf(BackendFaultException.class);
      assertThat(broken.seen()).hasSize(1);
      assertThat(client.openConnections()).isEqualTo(1);
    }
  }

  @Test
  void nobodyThereMeansNothingWasDone() throws IOException {
    proxy.stopListening();
    try (BackendClient client = Clients.client(proxy.port(), 3)) {
      assertThatThrownBy(() -> ping(client))
          .isInstanceOfSatisfying(
              BackendUnavailableException.class,
              nobody -> assertThat(nobody.mayHaveRun()).isFalse())
          .hasMessage("backend 127.0.0.1:" + proxy.port() + ": Connection refused (3 attempts)");
    }
  }

  @Test
  void aNameThatDoesNotResolveMeansNothingWasDone() {
    BackendClientConfig local = Clients.config(1, 2, Clients.LONG, Clients.LONG);
    BackendClientConfig unknown =
        new BackendClientConfig(
            "no-such-host.invalid",
            8080,
            local.connectTimeout(),
            local.replyTimeout(),
            1 << 20,
            1 << 20,
            local.pool(),
            local.retry());
    try (BackendClient client = new BackendClient(unknown, Calls.SECRET)) {
      assertThatThrownBy(() -> ping(client))
          .isInstanceOf(BackendUnavailableException.class)
          .hasMessageContaining("no-such-host.invalid");
    }
  }

  /** A failure to connect later does not undo what may have been done before. */
  @Test
  void lostThenUnreachableStaysLost() throws Exception {
    proxy.next(Cut.AFTER_THE_BACKEND_ANSWERED);
    proxy.always(Cut.AT_ONCE);
    ScriptedBackend stopping =
        new ScriptedBackend((_, _) -> {
          proxy.stopListening();
          return new PingReply("be2", "1");
        });
    try (BackendServer other =
            BackendServer.start(
                BackendServerConfig.of("127.0.0.1", 0, "be2"), stopping, Calls.SECRET);
        BackendClient client = Clients.client(proxy.port(), 3)) {
      proxy.forwardTo(other.port());
      assertThatThrownBy(() -> ping(client)).isInstanceOf(BackendLostException.class);
      assertThat(stopping.seen()).hasSize(1);
    }
  }

  @Test
  void aSilentBackendTimesOut() {
    proxy.always(Cut.NEVER_ANSWER);
    try (BackendClient client =
        Clients.client(proxy.port(), 100, Duration.ofMillis(200), Duration.ofMillis(700))) {
      long start = System.nanoTime();
      assertThatThrownBy(() -> ping(client))
          .isInstanceOfSatisfying(
              BackendTimeoutException.class, late -> assertThat(late.mayHaveRun()).isTrue());
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(600), Duration.ofSeconds(3));
      assertThat(proxy.accepted()).isBetween(2, 6);
    }
  }

  @Test
  void aFrozenBackendIsLeftForAnother() {
    proxy.next(Cut.NEVER_ANSWER);
    try (BackendClient client =
        Clients.client(proxy.port(), 3, Duration.ofMillis(200), Clients.LONG)) {
      assertThat(client.calls().ping(Calls.context(), new PingArgs()).backend()).isEqualTo("be1");
      assertThat(proxy.accepted()).isEqualTo(2);
    }
  }

  /** No socket option bounds a write: megabytes to somebody who does not read. */
  @Test
  void aBackendThatDoesNotReadTimesOutToo() {
    proxy.always(Cut.NEVER_READ);
    MkdirArgs big = new MkdirArgs(new PathRef("area", "x".repeat(32 << 20)));
    try (BackendClient client =
        Clients.client(proxy.port(), 2, Duration.ofMillis(500), Clients.LONG)) {
      assertThatThrownBy(() -> client.calls().mkdir(Calls.context(), big))
          .isInstanceOf(BackendTimeoutException.class);
    }
  }

  @Test
  void aCallMayHaveATimeOfItsOwn() {
    proxy.always(Cut.NEVER_ANSWER);
    try (BackendClient client = Clients.client(proxy.port(), 1)) {
      long start = System.nanoTime();
      assertThatThrownBy(
              () -> client.calls(Duration.ofMillis(150)).ping(Calls.context(), new PingArgs()))
          .isInstanceOf(BackendTimeoutException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void anInterruptedCallEnds() throws Exception {
    proxy.always(Cut.NEVER_ANSWER);
    try (BackendClient client = Clients.client(proxy.port(), 100)) {
      CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
      Thread caller =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  ping(client);
                } catch (BackendCallException expected) {
                  interrupted.complete(Thread.currentThread().isInterrupted());
                } catch (RuntimeException other) {
                  interrupted.completeExceptionally(other);
                }
              });
      while (proxy.accepted() == 0) {
        Thread.onSpinWait();
      }
      caller.interrupt();
      assertThat(interrupted.get(20, TimeUnit.SECONDS)).isTrue();
      assertThat(proxy.accepted()).isEqualTo(1);
    }
  }

  @Test
  void aFullPoolIsSaidSo() throws Exception {
    proxy.always(Cut.NEVER_ANSWER);
    BackendClientConfig one =
        new BackendClientConfig(
            "127.0.0.1",
            proxy.port(),
            Duration.ofMillis(100),
            Duration.ofSeconds(2),
            1 << 20,
            1 << 20,
            new PoolLimits(1, Duration.ofSeconds(30), Duration.ofSeconds(60), 0),
            new RetryPolicy(1, Clients.LONG, Duration.ZERO, Duration.ZERO));
    try (BackendClient client = new BackendClient(one, Calls.SECRET)) {
      CompletableFuture<Void> first =
          CompletableFuture.runAsync(() -> ping(client), Thread::startVirtualThread);
      while (proxy.accepted() == 0) {
        Thread.onSpinWait();
      }
      assertThatThrownBy(() -> ping(client))
          .isInstanceOf(BackendUnavailableException.class)
          .hasMessageContaining("all 1 connections are in use");
      assertThatThrownBy(() -> first.get(20, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(BackendTimeoutException.class);
    }
  }

  @Test
  void aCallThatIsTooLongIsNotSent() {
    BackendClientConfig small =
        new BackendClientConfig(
            "127.0.0.1",
            proxy.port(),
            Clients.LONG,
            Clients.LONG,
            2048,
            2048,
            PoolLimits.standard(),
            RetryPolicy.standard());
    MkdirArgs big = new MkdirArgs(new PathRef("area", "x".repeat(3000)));
    try (BackendClient client = new BackendClient(small, Calls.SECRET)) {
      assertThatThrownBy(() -> client.calls().mkdir(Calls.context(), big))
          .isInstanceOf(BackendRefusedException.class)
          .hasMessageContaining("more than 2048");
      assertThat(proxy.accepted()).isZero();
    }
  }

  private static String ping(BackendClient client) {
    return client.calls().ping(Calls.context(), new PingArgs()).backend();
  }
}
