// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.server;

import dev.bora.rpc.Calls;
import dev.bora.rpc.ScriptedBackend;
import dev.bora.rpc.client.BackendClient;
import dev.bora.rpc.client.BackendClientConfig;
import dev.bora.rpc.client.PoolLimits;
import dev.bora.rpc.client.RetryPolicy;
import dev.bora.rpc.contract.PingReply;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server with short times and small limits, and what to send to it. */
abstract class BackendServerFixture {
  static final int MAX_REQUEST = 64 << 10;

  final AtomicReference<ScriptedBackend.Script> script =
      new AtomicReference<>((_, _) -> new PingReply("be1", "1"));
  final ScriptedBackend backend =
      new ScriptedBackend((context, args) -> script.get().answer(context, args));
  BackendServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        BackendServer.start(
            new BackendServerConfig(
                "127.0.0.1",
                0,
                "be1",
                MAX_REQUEST,
                2,
                Duration.ofMillis(400),
                Duration.ofMillis(600)),
            backend,
            Calls.SECRET);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  BackendClient client(int attempts) {
    return new BackendClient(
        new BackendClientConfig(
            "127.0.0.1",
            server.port(),
            Duration.ofSeconds(2),
            Duration.ofSeconds(20),
            MAX_REQUEST,
            MAX_REQUEST,
            PoolLimits.standard(),
            new RetryPolicy(
                attempts, Duration.ofSeconds(30), Duration.ofMillis(1), Duration.ofMillis(1))),
        Calls.SECRET);
  }

  static String ping(String requestId) {
    return "<methodCall><methodName>bora.ping</methodName><params><param><value><struct>"
        + member("operationId", UUID.randomUUID().toString())
        + member("requestId", requestId)
        + member("frontend", "fe1")
        + member("clientAddress", "192.0.2.1")
        + "<member><name>caller</name><value><struct>"
        + member("dn", "/CN=x")
        + "<member><name>fqans</name><value><array><data></data></array></value></member>"
        + "<member><name>administrator</name><value><boolean>0</boolean></value></member>"
        + "</struct></value></member>"
        + "</struct></value></param><param><value><struct></struct></value></param></params></methodCall>";
  }

  static String member(String name, String value) {
    return "<member><name>" + name + "</name><value>" + value + "</value></member>";
  }
}
