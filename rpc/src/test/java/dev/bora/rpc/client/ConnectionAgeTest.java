// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.rpc.Calls;
import dev.bora.rpc.ScriptedBackend;
import dev.bora.rpc.contract.AskAgainException;
import dev.bora.rpc.contract.PingArgs;
import dev.bora.rpc.contract.PingReply;
import dev.bora.rpc.server.BackendServer;
import dev.bora.rpc.server.BackendServerConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ConnectionAgeTest {

  private final AtomicLong now = new AtomicLong();

  @Test
  void aConnectionEndsAtItsJitteredAge() throws IOException {
    // Half of the jitter of 30 %: 85 % of 60 s is 51 s.
    try (BackendServer server = backend("be1", ScriptedBackend.named("be1"));
        CuttingProxy proxy = new CuttingProxy(server.port());
        BackendClient client = client(proxy.port(), 0.5)) {
      ping(client);
      now.set(Duration.ofMillis(50_999).toNanos());
      ping(client);
      assertThat(proxy.accepted()).isEqualTo(1);
      now.set(Duration.ofMillis(51_001).toNanos());
      ping(client);
      assertThat(proxy.accepted()).isEqualTo(2);
      // The new one has an age of its own.
      now.set(Duration.ofMillis(51_001 + 50_990).toNanos());
      ping(client);
      assertThat(proxy.accepted()).isEqualTo(2);
    }
  }

  @Test
  void withoutJitterItIsTheMaximum() throws IOException {
    try (BackendServer server = backend("be1", ScriptedBackend.named("be1"));
        CuttingProxy proxy = new CuttingProxy(server.port());
        BackendClient client = client(proxy.port(), 0)) {
      ping(client);
      now.set(Duration.ofMillis(59_999).toNanos());
      ping(client);
      assertThat(proxy.accepted()).isEqualTo(1);
      now.set(Duration.ofSeconds(60).toNanos());
      ping(client);
      assertThat(proxy.accepted()).isEqualTo(2);
    }
  }

  /** Busy connections are closed too: LVS balances only when a connection opens. */
  @Test
  void useDoesNotKeepAConnectionYoung() throws IOException {
    try (BackendServer server = backend("be1", ScriptedBackend.named("be1"));
        CuttingProxy proxy = new CuttingProxy(server.port());
        BackendClient client = client(proxy.port(), 0)) {
      for (int second = 0; second < 180; second++) {
        now.set(Duration.ofSeconds(second).toNanos());
        ping(client);
      }
      assertThat(proxy.accepted()).isEqualTo(3);
    }
  }

  @Test
  void aKilledBackendIsLeftAtOnce() throws IOException {
    try (BackendServer first = backend("be1", ScriptedBackend.named("be1"));
        BackendServer second = backend("be2", ScriptedBackend.named("be2"));
        CuttingProxy proxy = new CuttingProxy(first.port());
        BackendClient client = client(proxy.port(), 0)) {
      assertThat(ping(client)).isEqualTo("be1");
      proxy.forwardTo(second.port());
      first.stop(Duration.ZERO);
      assertThat(ping(client)).isEqualTo("be2");
      assertThat(ping(client)).isEqualTo("be2");
    }
  }

  @Test
  void aDrainingBackendIsLeftByAllItsConnections() throws Exception {
    int connections = 5;
    try (BackendServer first = backend("be1", untilAllAreInside("be1", connections));
        BackendServer second = backend("be2", untilAllAreInside("be2", connections));
        CuttingProxy proxy = new CuttingProxy(first.port());
        BackendClient client = client(proxy.port(), 0)) {
      assertThat(pingAtOnce(client, connections)).containsOnly("be1");
      assertThat(client.openConnections()).isEqualTo(connections);

      proxy.forwardTo(second.port());
      first.drain(true);
      now.addAndGet(1);
      // Answered still, on a connection that is there.
      assertThat(ping(client)).isEqualTo("be1");
      // More than one connection is needed again, and none of the old ones is used.
      assertThat(pingAtOnce(client, connections)).containsOnly("be2");
    }
  }

  /** Else one backend would have all calls of a frontend that makes one at a time. */
  @Test
  void everyConnectionHasItsTurn() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    CountDownLatch one = new CountDownLatch(1);
    try (BackendServer first = backend("be1", untilAllAreInside("be1", one, both));
        BackendServer second = backend("be2", untilAllAreInside("be2", both));
        CuttingProxy proxy = new CuttingProxy(first.port());
        BackendClient client = client(proxy.port(), 0)) {
      ping(client);
      proxy.forwardTo(second.port());
      assertThat(pingAtOnce(client, 2)).containsExactlyInAnyOrder("be1", "be2");
      List<String> answered = new ArrayList<>();
      for (int call = 0; call < 10; call++) {
        answered.add(ping(client));
      }
      assertThat(answered).filteredOn("be1"::equals).hasSize(5);
    }
  }

  /** A director that looks for the fewest connections sends new ones to the one that fails. */
  @Test
  void oneThatFailsIsLeftForOneThatIsKnown() throws Exception {
    AtomicBoolean fails = new AtomicBoolean();
    CountDownLatch both = new CountDownLatch(2);
    ScriptedBackend whole = untilAllAreInside("be1", new CountDownLatch(1), both);
    ScriptedBackend failing =
        new ScriptedBackend((context, arguments) -> {
          if (fails.get()) {
            throw AskAgainException.withoutDatabase("away", new IllegalStateException("away"));
          }
          return whole.ping(context, (PingArgs) arguments);
        });
    try (BackendServer first = backend("be1", failing);
        BackendServer second = backend("be2", untilAllAreInside("be2", both));
        CuttingProxy proxy = new CuttingProxy(first.port());
        BackendClient client = client(proxy.port(), 0)) {
      ping(client);
      proxy.forwardTo(second.port());
      assertThat(pingAtOnce(client, 2)).containsExactlyInAnyOrder("be1", "be2");
      proxy.forwardTo(first.port());
      fails.set(true);
      assertThat(List.of(ping(client), ping(client))).containsOnly("be2");
    }
  }

  private static ScriptedBackend untilAllAreInside(String name, int calls) {
    return untilAllAreInside(name, new CountDownLatch(calls));
  }

  /** The first call waits for the first latch, and so on; the last latch is for all others. */
  private static ScriptedBackend untilAllAreInside(String name, CountDownLatch... latches) {
    AtomicInteger calls = new AtomicInteger();
    return new ScriptedBackend((_, _) -> {
      CountDownLatch inside = latches[Math.min(calls.getAndIncrement(), latches.length - 1)];
      inside.countDown();
      assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();
      return new PingReply(name, "1");
    });
  }

  private static List<String> pingAtOnce(BackendClient client, int times) throws Exception {
    List<CompletableFuture<String>> calls = new ArrayList<>();
    for (int index = 0; index < times; index++) {
      calls.add(CompletableFuture.supplyAsync(() -> ping(client), Thread::startVirtualThread));
    }
    List<String> answers = new ArrayList<>();
    for (CompletableFuture<String> call : calls) {
      answers.add(call.get(20, TimeUnit.SECONDS));
    }
    return answers;
  }

  private static String ping(BackendClient client) {
    return client.calls().ping(Calls.context(), new PingArgs()).backend();
  }

  private static BackendServer backend(String id, ScriptedBackend calls) throws IOException {
    return BackendServer.start(BackendServerConfig.of("127.0.0.1", 0, id), calls, Calls.SECRET);
  }

  private BackendClient client(int port, double random) {
    return new BackendClient(
        Clients.config(port, 3, Clients.LONG, Clients.LONG),
        Calls.SECRET,
        now::get,
        always(random),
        Addresses.Resolver.SYSTEM);
  }

  private static RandomGenerator always(double value) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        return 0;
      }

      @Override
      public double nextDouble() {
        return value;
      }
    };
  }
}
