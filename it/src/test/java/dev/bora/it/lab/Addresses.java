// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.lab;

import dev.bora.it.lab.LabShape.Layout;
import java.util.List;

/**
 * Who has which address in a layout: hosts have the same number on each network. This host has 1 on
 * all of them.
 */
record Addresses(Layout layout) {
  private static final int CLIENTS = 200;
  private static final int FRONTENDS = 201;
  private static final int BACKENDS = 202;

  /** Of the active director, where nodes are behind address translation. */
  private static final int GATEWAY = 250;

  /** This host on the clients' network: where clients come from. */
  static final String HOST = on(CLIENTS, 1);

  private static String on(int network, int host) {
    return "172.30.%d.%d".formatted(network, host);
  }

  private static String subnet(int network) {
    return on(network, 0) + "/24";
  }

  private boolean isOne() {
    return layout != Layout.THREE_NETWORKS;
  }

  private int frontends() {
    return isOne() ? CLIENTS : FRONTENDS;
  }

  private int backends() {
    return isOne() ? CLIENTS : BACKENDS;
  }

  /** The networks' subnets, of IPv4. */
  List<String> subnets() {
    return isOne()
        ? List.of(subnet(CLIENTS))
        : List.of(subnet(CLIENTS), subnet(FRONTENDS), subnet(BACKENDS));
  }

  /** A host's address of IPv6, in the layout that has it. */
  static String six(String four) {
    return SIX_PREFIX + four.substring(four.lastIndexOf('.') + 1);
  }

  /** What addresses of IPv6 begin with. */
  static final String SIX_PREFIX = "fd30:200::";

  /** A director's, one on each network. */
  List<String> director(int number) {
    return isOne()
        ? List.of(on(CLIENTS, 1 + number))
        : List.of(on(CLIENTS, 1 + number), on(FRONTENDS, 1 + number), on(BACKENDS, 1 + number));
  }

  String frontend(int number) {
    return on(frontends(), 10 + number);
  }

  String backend(int number) {
    return on(backends(), 20 + number);
  }

  String door() {
    return on(CLIENTS, 31);
  }

  String database() {
    return on(backends(), 40);
  }

  String client() {
    return on(CLIENTS, 50);
  }

  /** Where clients come in. */
  String frontendVip() {
    return on(CLIENTS, 100);
  }

  /** Where frontends call. */
  String backendVip() {
    return on(frontends(), 101);
  }

  String frontendGateway() {
    return on(FRONTENDS, GATEWAY);
  }

  String backendGateway() {
    return on(BACKENDS, GATEWAY);
  }

  /** What the door's host and the database's must be told of the other networks. */
  List<List<String>> routes(String address) {
    if (isOne()) {
      return List.of();
    }
    String director = address.equals(door()) ? frontendVip() : backendGateway();
    return subnets().stream()
        .filter(subnet -> !subnet.startsWith(address.substring(0, address.lastIndexOf('.') + 1)))
        .map(subnet -> List.of("ip", "route", "replace", subnet, "via", director))
        .toList();
  }
}
