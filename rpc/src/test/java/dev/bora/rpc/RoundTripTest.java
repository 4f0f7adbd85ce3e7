// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.rpc.client.BackendClient;
import dev.bora.rpc.client.BackendClientConfig;
import dev.bora.rpc.contract.BackendCalls;
import dev.bora.rpc.contract.CallContext;
import dev.bora.rpc.contract.LsArgs;
import dev.bora.rpc.contract.LsEntry;
import dev.bora.rpc.contract.LsPage;
import dev.bora.rpc.contract.MkdirArgs;
import dev.bora.rpc.contract.Outcome;
import dev.bora.rpc.contract.PathRef;
import dev.bora.rpc.contract.PingArgs;
import dev.bora.rpc.contract.PingReply;
import dev.bora.rpc.server.BackendServer;
import dev.bora.rpc.server.BackendServerConfig;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {

  private final AtomicReference<ScriptedBackend.Script> script = new AtomicReference<>();
  private final ScriptedBackend backend =
      new ScriptedBackend((context, args) -> script.get().answer(context, args));
  private BackendServer server;
  private BackendClient client;

  @BeforeEach
  void start() throws Exception {
    server =
        BackendServer.start(BackendServerConfig.of("127.0.0.1", 0, "be1"), backend, Calls.SECRET);
    client = new BackendClient(BackendClientConfig.of("127.0.0.1", server.port()), Calls.SECRET);
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  static Stream<Arguments> everyCall() {
    return Arrays.stream(BackendCalls.class.getMethods()).map(m -> Arguments.of(m.getName(), m));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyCall")
  void everyCallCarriesRandomRecordsBothWays(String name, Method method) throws Exception {
    for (int seed = 0; seed < 60; seed++) {
      RandomRecords random = new RandomRecords(seed);
      Object context = random.value(CallContext.class);
      Object args = random.value(method.getParameterTypes()[1]);
      Object result = random.value(method.getGenericReturnType());
      script.set((_, _) -> result);

      Object answered = method.invoke(client.calls(), context, args);

      assertThat(answered).as("result of %s, seed %d", name, seed).isEqualTo(result);
      ScriptedBackend.Seen seen = backend.seen().getLast();
      assertThat(seen.context()).as("context of %s, seed %d", name, seed).isEqualTo(context);
      assertThat(seen.args()).as("arguments of %s, seed %d", name, seed).isEqualTo(args);
    }
    assertThat(backend.seen()).hasSize(60);
  }

  @Test
  void absentIsNotEmpty() {
    script.set((_, _) -> new Outcome("SRM_SUCCESS", null));
    MkdirArgs args = new MkdirArgs(new PathRef("area", ""));
    assertThat(client.calls().mkdir(Calls.context(), args).explanation()).isNull();

    script.set((_, _) -> new Outcome("SRM_SUCCESS", ""));
    assertThat(client.calls().mkdir(Calls.context(), args).explanation()).isEmpty();
  }

  /** The JDK's parser has limits on entities that references to characters must not count for. */
  @Test
  void carriesMegabytesOfMarkupCharacters() {
    String explanation = "&<>]]>".repeat(400_000);
    script.set((_, _) -> new Outcome("SRM_SUCCESS", explanation));
    MkdirArgs args = new MkdirArgs(new PathRef("area", explanation));

    assertThat(client.calls().mkdir(Calls.context(), args).explanation()).isEqualTo(explanation);
    assertThat(backend.seen().getFirst().args()).isEqualTo(args);
  }

  @Test
  void carriesAPageOfThousandsOfEntries() {
    List<LsEntry> entries = new ArrayList<>();
    for (int index = 0; index < 5000; index++) {
      entries.add(entry("file & number " + index, index));
    }
    LsPage page = new LsPage(entries, "cursor");
    script.set((_, _) -> page);
    LsArgs args = new LsArgs(List.of(new PathRef("area", "")), true, 1, 0, 5000, null);

    assertThat(client.calls().ls(Calls.context(), args)).isEqualTo(page);
  }

  @Test
  void refusesAnArgumentWithoutAMandatoryComponent() {
    assertThatThrownBy(
            () -> client.calls().mkdir(Calls.context(), new MkdirArgs(new PathRef("area", null))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("PathRef.path is null");
    assertThat(backend.seen()).isEmpty();
  }

  @Test
  void runsTwoHundredCallsAtOnce() throws Exception {
    int calls = 200;
    CountDownLatch inside = new CountDownLatch(calls);
    script.set((context, _) -> {
      inside.countDown();
      // Nobody leaves before all are inside.
      assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();
      return new PingReply(context.operationId(), "1");
    });
    BackendCalls contract = client.calls();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> answers = new ArrayList<>();
      for (int index = 0; index < calls; index++) {
        CallContext context = Calls.context();
        answers.add(
            threads.submit(() ->
                contract.ping(context, new PingArgs()).backend().equals(context.operationId())));
      }
      for (Future<Boolean> answer : answers) {
        assertThat(answer.get(60, TimeUnit.SECONDS)).isTrue();
      }
    }
    assertThat(backend.seen()).hasSize(calls);
  }

  @Test
  void aStubIsAnObject() {
    BackendCalls contract = client.calls();
    assertThat(new HashSet<>(List.of(contract, client.calls()))).hasSize(2).contains(contract);
    assertThat(contract.toString()).isEqualTo("BackendCalls[127.0.0.1:" + server.port() + "]");
  }

  private static LsEntry entry(String path, long size) {
    return new LsEntry(
        0,
        1,
        path,
        new Outcome("SRM_SUCCESS", null),
        "FILE",
        size,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
