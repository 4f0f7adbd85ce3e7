// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** To which of several servers connections go. */
class DirectorIT {

  private static final int TRIES = 6;

  private final Web one = new Web("one");
  private final Web two = new Web("two");

  /** Answers with its name, and to those who ask for its health as it was told. */
  private static final class Web {
    private final String name;
    private volatile int health = 200;
    private HttpServer server;

    Web(String name) {
      this.name = name;
    }

    void start() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", exchange -> answer(exchange, 200));
      server.createContext("/health", exchange -> answer(exchange, health));
      server.start();
    }

    private void answer(HttpExchange exchange, int status) throws IOException {
      byte[] body = name.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Connection", "close");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    }

    int port() {
      return server.getAddress().getPort();
    }
  }

  @BeforeEach
  void start() throws IOException {
    one.start();
    two.start();
  }

  @AfterEach
  void stop() {
    one.server.stop(0);
    two.server.stop(0);
  }

  private static Set<String> answers(int port) throws IOException {
    Set<String> answers = new TreeSet<>();
    for (int i = 0; i < TRIES; i++) {
      try (InputStream in = URI.create("http://localhost:" + port).toURL().openStream()) {
        answers.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return answers;
  }

  @Test
  void eachConnectionGoesToTheNext() throws Exception {
    try (TcpRelay relay = TcpRelay.to(one.port(), two.port())) {
      assertThat(answers(relay.port())).containsExactly("one", "two");
    }
  }

  @Test
  void serverThatRefusesIsPassedOver() throws Exception {
    try (TcpRelay relay = TcpRelay.to(Ports.lasting(), two.port())) {
      assertThat(answers(relay.port())).containsExactly("two");
    }
  }

  @Test
  void serverThatIsNotWellGetsNoConnections() throws Exception {
    one.health = 503;
    Map<Integer, Integer> health = Map.of(one.port(), one.port(), two.port(), two.port());
    try (Director director = Director.listening(0, health)) {
      assertThat(soon(director.relay().port(), Set.of("two"))).containsExactly("two");
      one.health = 200;
      assertThat(soon(director.relay().port(), Set.of("one", "two"))).hasSize(2);
      one.health = 503;
      two.health = 503;
      assertThat(answers(director.relay().port())).as("better than none").isNotEmpty();
    }
  }

  /** Asks until the answers are these, or for ten seconds. */
  private static Set<String> soon(int port, Set<String> expected) throws IOException {
    long limit = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    Set<String> answers = answers(port);
    while (!answers.equals(expected) && System.nanoTime() < limit) {
      answers = answers(port);
    }
    return answers;
  }
}
