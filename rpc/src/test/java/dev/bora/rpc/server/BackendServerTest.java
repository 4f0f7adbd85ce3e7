// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.rpc.Calls;
import dev.bora.rpc.RawHttp;
import dev.bora.rpc.client.BackendClient;
import dev.bora.rpc.client.BackendFaultException;
import dev.bora.rpc.client.BackendUnavailableException;
import dev.bora.rpc.contract.FaultCode;
import dev.bora.rpc.contract.PingArgs;
import dev.bora.rpc.contract.PingReply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls, faults, the limit of calls at once, and the stop. */
class BackendServerTest extends BackendServerFixture {
  @Test
  void answersAPlainCall() throws IOException {
    String reply = RawHttp.exchange(server.port(), RawHttp.post(ping("r1"), RawHttp.secret()));
    assertThat(reply)
        .startsWith("HTTP/1.1 200 ")
        .contains("Bora-Backend: be1\r\n")
        .contains("<member><name>backend</name><value>be1</value></member>")
        .doesNotContain("Jetty");
    assertThat(backend.seen()).hasSize(1);
  }

  @Test
  void ignoresMembersThatItDoesNotKnow() throws IOException {
    String call =
        ping("r1").replace("<struct></struct>", "<struct>" + member("later", "x") + "</struct>");
    assertThat(call).contains("later");
    assertThat(RawHttp.exchange(server.port(), RawHttp.post(call, RawHttp.secret())))
        .contains("be1</value>");
    assertThat(backend.seen()).hasSize(1);
  }

  @Test
  void aCallMayTakeLongerThanAConnectionMayIdle() throws Exception {
    // Whatever a first call has to load must not count as idleness.
    RawHttp.exchange(server.port(), RawHttp.post(ping("r0"), RawHttp.secret()));
    CountDownLatch release = new CountDownLatch(1);
    script.set((_, _) -> {
      // Two and a half times the idle time-out; only the time itself can show that. Not a whole
      // number of times: the time-out that runs out while the answer is written ends it.
      assertThat(release.await(1000, TimeUnit.MILLISECONDS)).isFalse();
      return new PingReply("late", "1");
    });
    String call = RawHttp.post(ping("r1"), RawHttp.secret());
    try (RawHttp http = new RawHttp(server.port())) {
      // The connection is good for another call.
      http.send(call.replace("Connection: close\r\n", "")).send(call);
      assertThat(http.readToEnd().split("late</value>", -1)).hasSize(3);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no xml",
        "<methodCall/>",
        "<methodCall><methodName>bora.ping</methodName>",
        "<methodCall><methodName>bora.ping</methodName><params><param><value><int>x</int></value></param></params></methodCall>",
        "<methodCall><methodName>bora.ping</methodName></methodCall>",
        "<methodCall><methodName>bora.ping</methodName><params><param><value><nil/></value></param></params></methodCall>",
        "<methodCall><methodName>system.listMethods</methodName><params/></methodCall>",
        "<methodCall><methodName>bora.getClass</methodName><params/></methodCall>",
        "<methodCall><methodName>bora.toString</methodName><params/></methodCall>",
        "<methodCall><params/></methodCall>",
        "<methodResponse/>"
      })
  void answersWhatIsNoCallWithAPlainFault(String body) throws IOException {
    String reply = RawHttp.exchange(server.port(), RawHttp.post(body, RawHttp.secret()));
    assertThat(reply)
        .startsWith("HTTP/1.1 200 ")
        .contains("<fault>")
        .contains("<name>faultCode</name><value><i4>1</i4></value>")
        .doesNotContain("xception")
        .doesNotContain("org.apache");
    assertThat(backend.seen()).isEmpty();
  }

  @Test
  void namesAMissingMember() throws IOException {
    String call = ping("r1").replace("<name>frontend</name>", "<name>backend</name>");
    assertThat(RawHttp.exchange(server.port(), RawHttp.post(call, RawHttp.secret())))
        .contains("<value>bora.ping: frontend is missing</value>");
  }

  @Test
  void refusesContextsThatWouldForgeLogLines() throws IOException {
    assertThat(
            RawHttp.exchange(
                server.port(), RawHttp.post(ping("r1 \n 2026 ERROR"), RawHttp.secret())))
        .contains("requestId is not 1 to 64 of the characters");
    assertThat(backend.seen()).isEmpty();
  }

  @Test
  void deepNestingIsAFault() throws IOException {
    String deep = "<value><array><data>".repeat(1000) + "</data></array></value>".repeat(1000);
    String call =
        "<methodCall><methodName>bora.ping</methodName><params><param>"
            + deep
            + "</param></params></methodCall>";
    assertThat(call.length()).isLessThan(MAX_REQUEST);
    assertThat(RawHttp.exchange(server.port(), RawHttp.post(call, RawHttp.secret())))
        .contains("not a well-formed XML-RPC call");
  }

  @Test
  void tellsNothingOfWhatBroke() throws IOException {
    script.set((_, _) -> {
      throw new IllegalStateException("jdbc:mysql://db1 password=hunter2");
    });
    String reply = RawHttp.exchange(server.port(), RawHttp.post(ping("r-77"), RawHttp.secret()));
    assertThat(reply)
        .contains("internal error; the backend's log tells more about request r-77")
        .contains("<i4>2</i4>")
        .doesNotContain("hunter2")
        .doesNotContain("IllegalState")
        .doesNotContain("faultCause");
  }

  @Test
  void errorsAndNullResultsAreFaultsToo() {
    try (BackendClient client = client(1)) {
      script.set((_, _) -> {
        throw new StackOverflowError("deep secret");
      });
      assertInternal(client);
      script.set((_, _) -> null);
      assertInternal(client);
      script.set((_, _) -> new PingReply(null, "1"));
      assertInternal(client);
    }
  }

  private static void assertInternal(BackendClient client) {
    assertThatThrownBy(() -> client.calls().ping(Calls.context(), new PingArgs()))
        .isInstanceOfSatisfying(
            BackendFaultException.class,
            fault -> {
              assertThat(fault.code()).contains(FaultCode.INTERNAL);
              assertThat(fault.mayHaveRun()).isTrue();
              assertThat(fault)
                  .hasMessage(
                      "internal error; the backend's log tells more about request request-1");
            });
  }

  @Test
  void refusesCallsBeyondItsLimitAtOnce() throws Exception {
    CountDownLatch inside = new CountDownLatch(2);
    CountDownLatch release = new CountDownLatch(1);
    script.set((_, _) -> {
      inside.countDown();
      assertThat(release.await(20, TimeUnit.SECONDS)).isTrue();
      return new PingReply("be1", "1");
    });
    try (BackendClient client = client(2)) {
      CompletableFuture<PingReply> first = ping(client);
      CompletableFuture<PingReply> second = ping(client);
      assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();
      assertThatThrownBy(() -> client.calls().ping(Calls.context(), new PingArgs()))
          .isInstanceOf(BackendUnavailableException.class)
          .hasMessageContaining("HTTP status 503");
      release.countDown();
      assertThat(first.get(20, TimeUnit.SECONDS).backend()).isEqualTo("be1");
      assertThat(second.get(20, TimeUnit.SECONDS).backend()).isEqualTo("be1");
    }
    assertThat(backend.seen()).hasSize(2);
  }

  @Test
  void stoppingAnswersWhatItHoldsAndAsksToClose() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    script.set((_, _) -> {
      inside.countDown();
      assertThat(release.await(20, TimeUnit.SECONDS)).isTrue();
      return new PingReply("held", "1");
    });
    int port = server.port();
    String keptOpen =
        RawHttp.post(ping("r1"), RawHttp.secret()).replace("Connection: close\r\n", "");
    try (RawHttp http = new RawHttp(port)) {
      http.send(keptOpen);
      assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();
      CompletableFuture<Void> stopped =
          CompletableFuture.runAsync(() -> server.stop(Duration.ofSeconds(20)));
      awaitNobodyListening(port);
      assertThat(stopped).isNotDone();
      release.countDown();
      assertThat(http.readToEnd())
          .startsWith("HTTP/1.1 200 ")
          .contains("Connection: close\r\n")
          .contains("held</value>");
      stopped.get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void stoppingDoesNotWaitForEver() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    script.set((_, _) -> {
      inside.countDown();
      release.await();
      return new PingReply("late", "1");
    });
    try (RawHttp http = new RawHttp(server.port())) {
      http.send(RawHttp.post(ping("r1"), RawHttp.secret()));
      assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();
      long start = System.nanoTime();
      server.stop(Duration.ofMillis(200));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    } finally {
      release.countDown();
    }
  }

  @Test
  void saysWhichAddressIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() ->
              BackendServer.start(
                  BackendServerConfig.of("127.0.0.1", taken.getLocalPort(), "be1"),
                  backend,
                  Calls.SECRET))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "cannot listen on 127.0.0.1:" + taken.getLocalPort() + ": Address already in use");
    }
  }

  private static void awaitNobodyListening(int port) throws IOException {
    while (true) {
      try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        Thread.onSpinWait();
      } catch (SocketException refusedOrReset) {
        // it is reset if the port was closed after the system had accepted
        return;
      }
    }
  }

  private CompletableFuture<PingReply> ping(BackendClient client) {
    return CompletableFuture.supplyAsync(
        () -> client.calls().ping(Calls.context(), new PingArgs()), Thread::startVirtualThread);
  }
}
