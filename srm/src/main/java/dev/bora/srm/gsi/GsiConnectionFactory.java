// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.gsi;

import dev.bora.srm.identity.GridTrust;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;

/** Makes the connections between TLS and HTTP. */
final class GsiConnectionFactory extends AbstractConnectionFactory {

  static final String PROTOCOL = "gsi";

  private final ConnectionFactory next;
  private final GridTrust trust;
  private final DelegationKeys keys;

  GsiConnectionFactory(ConnectionFactory next, GridTrust trust, GsiConnectorConfig config) {
    super(PROTOCOL);
    this.next = next;
    this.trust = trust;
    this.keys = new DelegationKeys(config.delegationKeys());
    installBean(keys);
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    return configure(
        new GsiConnection(connector, endPoint, next, trust, keys), connector, endPoint);
  }
}
