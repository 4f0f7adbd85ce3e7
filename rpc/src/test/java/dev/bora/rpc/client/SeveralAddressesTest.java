// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.rpc.Calls;
import dev.bora.rpc.ScriptedBackend;
import dev.bora.rpc.contract.PingArgs;
import dev.bora.rpc.server.BackendServer;
import dev.bora.rpc.server.BackendServerConfig;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** A name with several addresses, where no director is. */
class SeveralAddressesTest {
  private static final String HOST = "backends.example.org";

  /** Of a connection: after that the next call opens one. */
  private static final Duration AGE = Duration.ofSeconds(1);

  private static final Duration REPLY = Duration.ofSeconds(2);

  private final AtomicLong now = new AtomicLong();

  @Test
  void newConnectionsGoToEachInTurn() throws IOException {
    try (BackendServer first = backend("127.0.0.1", 0, "be1");
        BackendServer second = backend("127.0.0.2", first.port(), "be2");
        BackendClient client = client(first.port(), "127.0.0.1", "127.0.0.2")) {
      List<String> answered = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        answered.add(ping(client));
        now.addAndGet(AGE.toNanos());
      }
      assertThat(answered).containsExactly("be1", "be2", "be1", "be2");
      assertThat(second.port()).isEqualTo(first.port());
    }
  }

  /** Within one attempt: another one would come after a pause. */
  @Test
  void oneThatRefusesConnectionsCostsNothing() throws IOException {
    try (BackendServer only = backend("127.0.0.2", 0, "be2");
        BackendClient client = client(only.port(), "127.0.0.1", "127.0.0.2", "127.0.0.3")) {
      for (int i = 0; i < 4; i++) {
        assertThat(ping(client)).isEqualTo("be2");
        now.addAndGet(AGE.toNanos());
      }
    }
  }

  /** It takes its share of the time to connect once, and then nobody waits for it. */
  @Test
  void oneThatSaysNothingIsLeftOut() throws IOException {
    try (BackendServer well = backend("127.0.0.2", 0, "be2");
        FullServer _ = new FullServer("127.0.0.1", well.port());
        BackendClient client = client(well.port(), "127.0.0.1", "127.0.0.2")) {
      assertThat(ping(client)).isEqualTo("be2");
      long begin = System.nanoTime();
      for (int i = 0; i < 4; i++) {
        now.addAndGet(AGE.toNanos());
        assertThat(ping(client)).isEqualTo("be2");
      }
      // Each of those that would wait for it: half of the two seconds to connect.
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void oneInTroubleComesAfterTheOthersAndIsThenTriedByOne() throws UnknownHostException {
    Addresses addresses = new Addresses(HOST, 8080, now::get, known("192.0.2.1", "192.0.2.2"));
    InetSocketAddress first = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 8080);
    InetSocketAddress second = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.2"), 8080);
    assertThat(addresses.inTurn()).containsExactly(first, second);
    assertThat(addresses.inTurn()).containsExactly(second, first);

    addresses.avoid(first);
    assertThat(addresses.inTurn()).containsExactly(second, first);
    assertThat(addresses.inTurn()).containsExactly(second, first);
    now.addAndGet(Duration.ofSeconds(5).toNanos());
    assertThat(addresses.inTurn()).containsExactly(first, second);
    assertThat(addresses.inTurn()).containsExactly(second, first);
    assertThat(addresses.inTurn()).containsExactly(second, first);

    addresses.isWell(first);
    assertThat(addresses.inTurn()).containsExactly(second, first);
    assertThat(addresses.inTurn()).containsExactly(first, second);
  }

  /** The neighbour of one that is avoided does not get its turns, too. */
  @Test
  void thoseThatAreWellShareEvenly() throws UnknownHostException {
    Addresses addresses =
        new Addresses(HOST, 8080, now::get, known("192.0.2.1", "192.0.2.2", "192.0.2.3"));
    addresses.avoid(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 8080));
    List<String> firsts = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      firsts.add(addresses.inTurn().getFirst().getAddress().getHostAddress());
    }
    assertThat(firsts).filteredOn("192.0.2.2"::equals).hasSize(3);
    assertThat(firsts).filteredOn("192.0.2.3"::equals).hasSize(3);
  }

  @Test
  void oneCallerTriesOneOfThoseInTrouble() throws UnknownHostException {
    Addresses addresses =
        new Addresses(HOST, 8080, now::get, known("192.0.2.1", "192.0.2.2", "192.0.2.3"));
    InetSocketAddress first = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 8080);
    InetSocketAddress second = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.2"), 8080);
    InetSocketAddress third = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.3"), 8080);
    addresses.avoid(first);
    addresses.avoid(second);
    now.addAndGet(Duration.ofSeconds(5).toNanos());
    assertThat(addresses.inTurn()).containsExactly(first, third, second);
    assertThat(addresses.inTurn()).containsExactly(second, third, first);
    assertThat(addresses.inTurn()).containsExactly(third, first, second);
  }

  /** Its kernel takes connections still: only the call tells that nobody is there. */
  @Test
  void oneThatIsFrozenIsLeftOut() throws IOException {
    try (BackendServer well = backend("127.0.0.2", 0, "be2");
        ServerSocket _ = new ServerSocket(well.port(), 50, InetAddress.ofLiteral("127.0.0.1"));
        BackendClient client = client(2, well.port(), "127.0.0.1", "127.0.0.2")) {
      assertThat(ping(client)).isEqualTo("be2");
      long begin = System.nanoTime();
      for (int i = 0; i < 4; i++) {
        now.addAndGet(AGE.toNanos());
        assertThat(ping(client)).isEqualTo("be2");
      }
      // Each that would wait for it: the whole time for an answer.
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(REPLY);
    }
  }

  @Test
  void theOtherFamilyOfAHostIsForWhenThePreferredOneIsNotThere() throws UnknownHostException {
    Addresses addresses =
        new Addresses(HOST, 8080, now::get, known("192.0.2.1", "2001:db8::1", "192.0.2.2"));
    for (int i = 0; i < 4; i++) {
      assertThat(addresses.inTurn().getLast().getAddress()).isInstanceOf(Inet6Address.class);
    }
  }

  /** Its accept queue is full: the kernel answers nothing to those that come. */
  private static final class FullServer implements AutoCloseable {
    private final ServerSocket server;
    private final List<SocketChannel> waiting = new ArrayList<>();

    FullServer(String address, int port) throws IOException {
      server = new ServerSocket(port, 1, InetAddress.ofLiteral(address));
      for (int i = 0; i < 4; i++) {
        SocketChannel one = SocketChannel.open();
        one.configureBlocking(false);
        one.connect(server.getLocalSocketAddress());
        waiting.add(one);
      }
    }

    @Override
    public void close() throws IOException {
      for (SocketChannel one : waiting) {
        one.close();
      }
      server.close();
    }
  }

  private static Addresses.Resolver known(String... addresses) {
    return _ -> {
      InetAddress[] all = new InetAddress[addresses.length];
      for (int i = 0; i < all.length; i++) {
        all[i] = InetAddress.ofLiteral(addresses[i]);
      }
      return all;
    };
  }

  private static BackendServer backend(String address, int port, String id) throws IOException {
    return BackendServer.start(
        BackendServerConfig.of(address, port, id), ScriptedBackend.named(id), Calls.SECRET);
  }

  /** One that makes one attempt at each call. */
  private BackendClient client(int port, String... addresses) {
    return client(1, port, addresses);
  }

  private BackendClient client(int attempts, int port, String... addresses) {
    BackendClientConfig usual = Clients.config(port, attempts, REPLY, Clients.LONG);
    return new BackendClient(
        new BackendClientConfig(
            HOST,
            port,
            usual.connectTimeout(),
            usual.replyTimeout(),
            usual.maxRequestBytes(),
            usual.maxReplyBytes(),
            new PoolLimits(64, Duration.ofSeconds(30), AGE, 0),
            usual.retry()),
        Calls.SECRET,
        now::get,
        RandomGenerator.getDefault(),
        known(addresses));
  }

  private static String ping(BackendClient client) {
    return client.calls().ping(Calls.context(), new PingArgs()).backend();
  }
}
