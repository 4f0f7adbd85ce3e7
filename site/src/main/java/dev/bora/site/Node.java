// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

/** One process of the site: what {@code --node} names. */
public sealed interface Node permits FrontendNode, BackendNode, DoorNode {
  /** Its name, unique among all nodes of the site. */
  String name();

  /** The host under which the other nodes reach it. */
  String address();

  /** The address that it binds its main port to. */
  String listenAddress();

  /** The port of its main service: SRM, XML-RPC or HTTPS. */
  int port();

  /** The address that its health and metrics port is bound to. */
  String healthAddress();

  /** The port of health and metrics. */
  int healthPort();

  /** What the node is, in a word. */
  default String role() {
    return switch (this) {
      case FrontendNode _ -> "frontend";
      case BackendNode _ -> "backend";
      case DoorNode _ -> "door";
    };
  }

  /** Where the other nodes reach its main service. */
  default HostPort endpoint() {
    return new HostPort(address(), port());
  }

  /** What it binds its main port to. */
  default HostPort listen() {
    return new HostPort(listenAddress(), port());
  }

  /** What it binds health and metrics to. */
  default HostPort health() {
    return new HostPort(healthAddress(), healthPort());
  }

  /** Where others reach health and metrics: what is bound to all addresses is at the node's own. */
  default HostPort reachedHealth() {
    boolean all = IpAddress.ofHost(healthAddress()).filter(IpAddress::isUnspecified).isPresent();
    return new HostPort(all ? address() : healthAddress(), healthPort());
  }
}
