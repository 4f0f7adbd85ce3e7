// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend;

import dev.bora.frontend.call.Backends;
import dev.bora.rpc.SharedSecret;
import dev.bora.rpc.client.BackendClient;
import dev.bora.rpc.client.BackendClientConfig;
import dev.bora.rpc.client.PoolLimits;
import dev.bora.rpc.client.RetryPolicy;
import dev.bora.rpc.contract.BackendCalls;
import dev.bora.site.Rpc;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The ways to the backends: through the directors, and past them to one backend's own address. A
 * way is opened when it is first needed; a site has few addresses, and they stay.
 */
final class BackendRoutes implements Backends, AutoCloseable {
  private static final Duration LONGEST_IDLE = Duration.ofSeconds(30);
  private static final Duration BEYOND_STALE = Duration.ofSeconds(5);

  private final Rpc rpc;
  private final Duration replyTimeout;
  private final SharedSecret secret;
  private final BackendClient directors;
  private final Map<String, BackendClient> direct = new ConcurrentHashMap<>();

  /**
   * Opens nothing yet.
   *
   * @param stale when a backend's work is another's: an answer that has not come a little later is
   *     asked for elsewhere, under the same operation id
   */
  BackendRoutes(Rpc rpc, Duration stale, SharedSecret secret) {
    this.rpc = rpc;
    Duration patience = stale.plus(BEYOND_STALE);
    this.replyTimeout = patience.compareTo(rpc.callTimeout()) < 0 ? patience : rpc.callTimeout();
    this.secret = secret;
    this.directors = client(rpc.target().host(), rpc.target().port());
  }

  private BackendClient client(String host, int port) {
    BackendClientConfig usual = BackendClientConfig.of(host, port);
    RetryPolicy retry = RetryPolicy.standard().within(rpc.callTimeout());
    Duration idle = LONGEST_IDLE.compareTo(rpc.maxAge()) < 0 ? LONGEST_IDLE : rpc.maxAge();
    BackendClientConfig config =
        new BackendClientConfig(
            usual.host(),
            usual.port(),
            rpc.connectTimeout(),
            replyTimeout,
            usual.maxRequestBytes(),
            usual.maxReplyBytes(),
            new PoolLimits(rpc.connections(), idle, rpc.maxAge(), Rpc.AGE_JITTER),
            retry);
    return new BackendClient(config, secret);
  }

  @Override
  public BackendCalls calls(Duration total, Consumer<String> answeredBy) {
    return directors.calls(total, answeredBy);
  }

  @Override
  public BackendCalls callsAt(String address, Duration total, Consumer<String> answeredBy) {
    return direct.computeIfAbsent(address, this::clientAt).calls(total, answeredBy);
  }

  private BackendClient clientAt(String address) {
    int colon = address.lastIndexOf(':');
    return client(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
  }

  @Override
  public void close() {
    directors.close();
    direct.values().forEach(BackendClient::close);
  }
}
