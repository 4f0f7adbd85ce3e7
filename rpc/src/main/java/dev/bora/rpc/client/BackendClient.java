// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.client;

import dev.bora.rpc.SharedSecret;
import dev.bora.rpc.contract.BackendCalls;
import dev.bora.rpc.wire.PlainTypeFactory;
import dev.bora.rpc.wire.PlainXmlWriterFactory;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.apache.xmlrpc.client.XmlRpcClient;

/**
 * A frontend's way to one address: the directors' virtual one, or a backend's own; where there are
 * no directors, to all addresses of a name in turn. Keeps pooled connections until it is closed;
 * connects when the first call is made. Safe for many threads.
 *
 * <p>Its calls throw {@link BackendCallException}s, and {@link IllegalArgumentException} for an
 * argument with a mandatory component that is null.
 */
public final class BackendClient implements AutoCloseable {

  private final BackendClientConfig config;
  private final ConnectionPool pool;
  private final XmlRpcClient client;

  /**
   * A client.
   *
   * @param config the address, and the limits
   * @param secret what the backends want to be shown
   */
  public BackendClient(BackendClientConfig config, SharedSecret secret) {
    this(config, secret, Clock.SYSTEM, RandomGenerator.getDefault(), Addresses.Resolver.SYSTEM);
  }

  BackendClient(
      BackendClientConfig config,
      SharedSecret secret,
      Clock clock,
      RandomGenerator random,
      Addresses.Resolver resolver) {
    this.config = config;
    this.pool =
        new ConnectionPool(
            config, new Addresses(config.host(), config.port(), clock, resolver), clock, random);
    this.client = new XmlRpcClient();
    client.setTypeFactory(new PlainTypeFactory(client));
    client.setXmlWriterFactory(new PlainXmlWriterFactory());
    CallTransport transport =
        new CallTransport(client, config, secret, new Exchanger(config, pool));
    client.setTransportFactory(() -> transport);
  }

  /**
   * The calls, within the configured time.
   *
   * @return the contract
   */
  public BackendCalls calls() {
    return calls(config.retry().totalTime());
  }

  /**
   * The calls, within a time of their own.
   *
   * @param total for all attempts at a call together
   * @return the contract
   */
  public BackendCalls calls(Duration total) {
    return calls(total, _ -> {});
  }

  /**
   * The calls, within a time of their own.
   *
   * @param total for all attempts at a call together
   * @param answeredBy is told the id of each backend that answers
   * @return the contract
   */
  public BackendCalls calls(Duration total, Consumer<String> answeredBy) {
    CallInvoker invoker =
        new CallInvoker(
            client, config.retry().within(total), config.host() + ":" + config.port(), answeredBy);
    return (BackendCalls)
        Proxy.newProxyInstance(
            BackendCalls.class.getClassLoader(), new Class<?>[] {BackendCalls.class}, invoker);
  }

  /** How many connections are open, in use or not. */
  int openConnections() {
    return pool.open();
  }

  /** Closes the connections; calls that are being made end first. */
  @Override
  public void close() {
    pool.close();
  }
}
