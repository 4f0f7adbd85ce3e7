// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.lab;

import dev.bora.it.lab.LabShape.Layout;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.IntFunction;

/**
 * Who is in the lab, and where.
 *
 * @param at which address
 * @param directors name to addresses
 * @param frontends name to address
 * @param backends the same
 * @param shape of the lab
 */
record LabSite(
    Addresses at,
    SequencedMap<String, List<String>> directors,
    SequencedMap<String, String> frontends,
    SequencedMap<String, String> backends,
    LabShape shape) {

  static final int SRM_PORT = 8444;

  /** Between the nodes, and the password of the database. */
  static final String SECRET = "a-secret-of-the-lab";

  /** Two directors, if there are any, two frontends, three backends. */
  static LabSite of(LabShape shape) {
    Addresses at = new Addresses(shape.layout());
    return new LabSite(
        at,
        named("director-", shape.layout() == Layout.ALIASES ? 0 : 2, at::director),
        named("frontend-", 2, at::frontend),
        named("backend-", 3, at::backend),
        shape);
  }

  private static <A> SequencedMap<String, A> named(String prefix, int count, IntFunction<A> at) {
    SequencedMap<String, A> named = new LinkedHashMap<>();
    for (int number = 1; number <= count; number++) {
      named.put(prefix + number, at.apply(number));
    }
    return named;
  }

  /** The name of the service: it/lab/hosts has its addresses. */
  String host() {
    return shape.layout() == Layout.ALIASES ? "frontends.bora.test" : "srm.bora.test";
  }

  /** Nodes behind the directors, with their ports, as keepalived writes them. */
  Map<String, String> realServers() {
    Map<String, String> servers = new HashMap<>();
    frontends.forEach((name, address) -> servers.put(name, address + "]:tcp:" + SRM_PORT));
    backends.forEach((name, address) -> servers.put(name, address + "]:tcp:8080"));
    return servers;
  }
}
