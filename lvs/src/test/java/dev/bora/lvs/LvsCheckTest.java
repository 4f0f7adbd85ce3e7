// SPDX-License-Identifier: Apache-2.0
package dev.bora.lvs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each thing that can be wrong with directors, told by itself. */
final class LvsCheckTest {
  @ParameterizedTest
  @MethodSource("examples")
  void hasNothingAgainstTheExamples(String example) {
    assertThat(LvsCheck.problems(Examples.site(example))).isEmpty();
  }

  static Stream<String> examples() {
    return Examples.names();
  }

  @Test
  void missesDirectorsAndVirtualServers() {
    String text = Examples.text("directors-one-network");
    int lvs = text.indexOf("lvs:");
    String without =
        text.substring(0, lvs)
            + text.substring(text.indexOf("rpc:"))
                .replace("rpc:", "rpc:\n  backend-address: 192.0.2.101:8080");
    assertThat(LvsCheck.problems(Examples.parse(without)))
        .containsExactly(
            "lvs.virtual-servers: missing; permitted: frontends, backends or both",
            "lvs.directors: missing; permitted: one director at least");
  }

  /** An example, what is written in the place of what, and all that is then told. */
  static Stream<Arguments> mistakes() {
    return Stream.of(
        one(
            "frontends: {addresses: [192.0.2.100]}",
            "frontends: {addresses: [192.0.3.100]}",
            "lvs.virtual-servers.frontends.addresses: '192.0.3.100' is refused; permitted: an address"
                + " within 192.0.2.0/24"),
        one(
            "director-2: {addresses: [192.0.2.3], priority: 100}",
            "director-2: {addresses: [192.0.9.3], priority: 100}",
            "lvs.directors.director-2.addresses: missing; permitted: one of its own in each subnet of"
                + " lvs.networks; in 192.0.2.0/24 it has none",
            "lvs.directors.director-2.addresses: '192.0.9.3' is refused; permitted: an address within"
                + " 192.0.2.0/24"),
        one(
            "priority: 100",
            "priority: 150",
            "lvs.directors.director-2.priority: '150' is refused; permitted: a priority of its own;"
                + " lvs.directors.director-1.priority is the same, and who is active would be chance"),
        one(
            "addresses: [192.0.2.3]",
            "addresses: [192.0.2.2]",
            "lvs.directors.director-2.addresses: '192.0.2.2' is refused; permitted: addresses of its"
                + " own; lvs.directors.director-1.addresses has it too"),
        one(
            "addresses: [192.0.2.3]",
            "addresses: [192.0.2.101]",
            "lvs.virtual-servers.backends.addresses: '192.0.2.101' is refused; permitted: no address"
                + " of a director, as this one moves; director-2 has it"),
        one(
            "addresses: [192.0.2.3]",
            "addresses: [192.0.2.21]",
            "lvs.directors.director-2.addresses: '192.0.2.21' is refused; permitted: no address of a"
                + " real server: backend-1 has it, and would direct once more what the other director"
                + " sends it"),
        two(
            "vrrp-id: 52",
            "vrrp-id: 53",
            "lvs.networks.frontends.vrrp-id: '53' is refused; permitted: an id of its own;"
                + " lvs.networks.backends has it too"),
        two(
            "gateways: [10.2.0.1]",
            "gateways: [10.3.0.1]",
            "lvs.networks.backends.gateways: '10.3.0.1' is refused; permitted: an address within"
                + " 10.2.0.0/24"),
        two(
            "gateways: [10.2.0.1]",
            "gateways: []",
            "lvs.virtual-servers.backends.real-servers.backend-1.addresses: '10.2.0.21' is refused;"
                + " permitted: an address in one of lvs.networks that has gateways of its family: with"
                + " NAT the active director is the default route",
            "lvs.virtual-servers.backends.real-servers.backend-2.addresses: '10.2.0.22' is refused;"
                + " permitted: an address in one of lvs.networks that has gateways of its family: with"
                + " NAT the active director is the default route"),
        two(
            "network: backends",
            "network: back",
            "lvs.sync.network: 'back' is refused; permitted: one of lvs.networks: backends, clients,"
                + " frontends"),
        two(
            "backend-2: {address: 10.2.0.22}",
            "backend-2: {address: 10.1.0.22}",
            "nodes.frontends.frontend-1.address: '10.1.0.11' is refused; permitted: one on another"
                + " network than backend-2, as answers would reach it past the director of NAT",
            "nodes.frontends.frontend-2.address: '10.1.0.12' is refused; permitted: one on another"
                + " network than backend-2, as answers would reach it past the director of NAT"),
        two(
            "addresses: [198.51.100.100, \"2001:db8:1::100\"]",
            "addresses: [198.51.100.100, 198.51.100.101]",
            "lvs.virtual-servers.frontends.addresses: '198.51.100.100' is refused; permitted: one"
                + " address of IPv4, and one of IPv6",
            "lvs.virtual-servers.frontends.addresses: '198.51.100.101' is refused; permitted: one"
                + " address of IPv4, and one of IPv6"),
        two(
            "frontend-1: {addresses: [10.1.0.11, \"fd00:1::11\"]}",
            "frontend-1: {addresses: [10.1.0.11]}",
            "lvs.virtual-servers.frontends.real-servers.frontend-1.addresses: missing; permitted: an"
                + " IPv6 address, as there is 2001:db8:1::100"),
        two(
            "frontend-1: {addresses:",
            "frontend-9: {addresses:",
            "lvs.virtual-servers.frontends.real-servers: 'frontend-9' is refused; permitted: those of"
                + " nodes.frontends: frontend-1, frontend-2",
            "lvs.virtual-servers.frontends.real-servers.frontend-1.addresses: missing; permitted: an"
                + " IPv6 address, as there is 2001:db8:1::100"),
        one(
            "door-1: {address: door1.example.org}",
            "door-1: {address: 192.0.2.100}",
            "lvs.virtual-servers.frontends.addresses: '192.0.2.100' is refused; permitted: no address"
                + " of a node, as this one moves; door-1 has it"),
        one(
            "hosts: [192.0.2.31:3306,",
            "hosts: [192.0.2.101:3306,",
            "lvs.virtual-servers.backends.addresses: '192.0.2.101' is refused; permitted: no address"
                + " of the database, as this one moves; database.hosts has it"),
        one(
            "interface-name: eth0, vrrp-id: 51}",
            "interface-name: eth0, vrrp-id: 51}\n"
                + "    wide: {subnets: [192.0.0.0/16], interface-name: eth1, vrrp-id: 52}",
            "lvs.networks.wide.subnets: '192.0.0.0/16' is refused; permitted: subnets of its own;"
                + " lvs.networks.site has 192.0.2.0/24"),
        one(
            "frontends: {addresses: [192.0.2.100]}",
            "frontends: {addresses: [192.0.2.11]}",
            "lvs.virtual-servers.frontends.addresses: '192.0.2.11' is refused; permitted: no address of"
                + " a node, as this one moves; frontend-1 has it"),
        one(
            "director-2: {addresses",
            "backend-2: {addresses",
            "lvs.directors: 'backend-2' is refused; permitted: names that no node has: each host has a"
                + " folder of its own"),
        one(
            "rpc:",
            "  checks: {interval: 5s}\nrpc:",
            "draining.notice: '5s' is refused; permitted: more than 6s: lvs.checks.interval and"
                + " lvs.checks.timeout, after which directors know"),
        one(
            "frontends: {addresses: [192.0.2.100]}",
            "frontends: {addresses: [192.0.2.100], persistence: 1500ms}",
            "lvs.virtual-servers.frontends.persistence: '1500ms' is refused; permitted: whole seconds"),
        two(
            "interface-name: eth2",
            "interface-name: eth1",
            "lvs.networks.frontends.interface-name: 'eth1' is refused; permitted: an interface of its"
                + " own; lvs.networks.backends has it too"),
        two(
            "gateways: [10.2.0.1]",
            "gateways: [10.2.0.2]",
            "lvs.networks.backends.gateways: '10.2.0.2' is refused; permitted: no address of a"
                + " director, as this one moves; director-1 has it"),
        two(
            "backend-1: {address: 10.2.0.21}",
            "backend-1: {address: 10.2.0.21, listen-address: 10.2.0.99}",
            "nodes.backends.backend-1.listen-address: '10.2.0.99' is refused; permitted: 10.2.0.21, to"
                + " which packets come, or 0.0.0.0 or ::"),
        three(
            "advert: 1s",
            "advert: 500ms",
            "lvs.vrrp.advert: '500ms' is refused; permitted: whole seconds with version 2, as keepalived"
                + " rounds others up; or version 3"),
        three(
            "vrrp: {version: 2",
            "vrrp: {version: 3",
            "lvs.vrrp.password-file: '/etc/bora/vrrp-password' is refused; permitted: none with version"
                + " 3, which has no authentication (RFC 5798, section 9)"),
        two(
            "  sync:",
            "  vrrp: {version: 2, advert: 1s}\n  sync:",
            "lvs.vrrp.version: '2' is refused; permitted: 3, as there are IPv6 addresses to be moved"),
        one(
            "backends: {addresses: [192.0.2.101]}",
            "backends: {addresses: [192.0.2.101], persistence: 1m}",
            "lvs.virtual-servers.backends.persistence: '1m' is refused; permitted: 0s: all calls of a"
                + " frontend come from one address, and would go to one backend"),
        one(
            "backends: {addresses: [192.0.2.101]}",
            "backends: {addresses: [192.0.2.101], scheduler: sh}",
            "lvs.virtual-servers.backends.scheduler: 'sh' is refused; permitted: rr, wrr, lc, wlc: all"
                + " calls of a frontend come from one address, and would go to one backend"),
        one(
            "backends: {addresses: [192.0.2.101]}",
            "backends: {addresses: [192.0.2.100]}",
            "lvs.virtual-servers.backends.addresses: '192.0.2.100' is refused; permitted: an address of"
                + " its own; lvs.virtual-servers.frontends.addresses has it too"),
        one(
            "backends: {addresses: [192.0.2.101]}",
            "backends: {addresses: [192.0.2.101], port: 8081}",
            "lvs.virtual-servers.backends.port: '8081' is refused; permitted: 8080, that of backend-1, as"
                + " only NAT can change it",
            "lvs.virtual-servers.backends.port: '8081' is refused; permitted: 8080, that of backend-2, as"
                + " only NAT can change it",
            "lvs.virtual-servers.backends.port: '8081' is refused; permitted: 8080, that of backend-3, as"
                + " only NAT can change it"),
        one(
            "rpc:",
            "rpc:\n  backend-address: 192.0.2.102:8080",
            "rpc.backend-address: '192.0.2.102:8080' is refused; permitted: an address of"
                + " lvs.virtual-servers.backends: 192.0.2.101"),
        one(
            "rpc:",
            "  timeouts: {tcp: 1m}\nlimits: {idle-timeout: 16m}\nrpc:",
            "lvs.timeouts.tcp: '1m' is refused; permitted: more than 16m: limits.idle-timeout, when"
                + " frontends close",
            "lvs.timeouts.tcp: '1m' is refused; permitted: more than 70s: rpc.max-age and"
                + " rpc.call-timeout together"),
        one(
            "backend-1: {address: 192.0.2.21,",
            "backend-1: {address: 192.0.2.11, health-port: 9999,",
            "nodes.frontends.frontend-1.address: '192.0.2.11' is refused; permitted: a host without a"
                + " backend: on that of backend-1 the virtual address of DR is local, and no director is"
                + " asked"),
        one(
            "backend-1: {address: 192.0.2.21,",
            "backend-1: {address: 192.0.3.21,",
            "lvs.virtual-servers.backends.real-servers.backend-1.addresses: '192.0.3.21' is refused;"
                + " permitted: an address within 192.0.2.0/24, that of 192.0.2.101: DR takes no router"),
        one(
            "backend-1: {address: 192.0.2.21, listen-address: 0.0.0.0}",
            "backend-1: {address: 192.0.2.21}",
            "nodes.backends.backend-1.listen-address: '192.0.2.21' is refused; permitted: 0.0.0.0 or"
                + " ::, as packets come for the virtual address with DR"),
        one(
            "backend-1: {address: 192.0.2.21,",
            "backend-1: {address: 192.0.2.21, health-address: 127.0.0.1,",
            "nodes.backends.backend-1.health-address: '127.0.0.1' is refused; permitted: one that"
                + " directors can reach"),
        one(
            "backend-1: {address: 192.0.2.21,",
            "backend-1: {address: be1.example.org,",
            "lvs.virtual-servers.backends.real-servers.backend-1.addresses: missing; permitted: an IPv4"
                + " address, as there is 192.0.2.101"));
  }

  private static Arguments one(String old, String mistake, String... told) {
    return Arguments.of("directors-one-network", old, mistake, told);
  }

  private static Arguments two(String old, String mistake, String... told) {
    return Arguments.of("directors-three-networks", old, mistake, told);
  }

  private static Arguments three(String old, String mistake, String... told) {
    return Arguments.of("directors-tunnels", old, mistake, told);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void tells(String example, String old, String mistake, String[] told) {
    String text = Examples.text(example);
    assertThat(text).contains(old);
    // The section of the networks has names that others have as well: only the first is meant.
    String wrong = text.replaceFirst(java.util.regex.Pattern.quote(old), quote(mistake));
    assertThat(LvsCheck.problems(Examples.parse(wrong))).containsExactlyInAnyOrder(told);
  }

  private static String quote(String text) {
    return java.util.regex.Matcher.quoteReplacement(text);
  }
}
