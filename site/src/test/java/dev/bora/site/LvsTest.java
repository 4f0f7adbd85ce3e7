// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the section of the directors takes from the others, and gives them. */
final class LvsTest {
  @Test
  void isEmptyInASiteWithoutDirectors() {
    Lvs lvs = Sites.load("minimal.yaml").lvs();
    assertThat(lvs.virtualServers()).isEmpty();
    assertThat(lvs.networks()).isEmpty();
    assertThat(lvs.sync().network()).isEmpty();
  }

  @Test
  void virtualAddressOfBackendsIsWhereFrontendsCall() throws SiteException {
    Site site = withBackends("addresses: [192.0.2.101]");
    assertThat(site.backendAddress()).isEqualTo(new HostPort("192.0.2.101", 8080));
    assertThat(site.lvs().of(Service.BACKENDS))
        .hasValueSatisfying(backends -> assertThat(backends.portNumber()).isEqualTo(8080));
  }

  @Test
  void portOfTheVirtualServerIsThatOfTheBackendAddress() {
    String text =
        text("addresses: [192.0.2.101]")
            .replace("rpc:", "rpc:\n  backend-address: backends.example.org:9090");
    Site site = Sites.parse(text);
    assertThat(site.backendAddress()).hasToString("backends.example.org:9090");
    assertThat(site.lvs().of(Service.BACKENDS))
        .hasValueSatisfying(backends -> assertThat(backends.portNumber()).isEqualTo(9090));
  }

  @Test
  void realServersAreAllNodesWithTheirAddresses() throws SiteException {
    String text =
        text("addresses: [192.0.2.101]")
            .replace("be.example.org", "192.0.2.21\n    second:\n      address: 192.0.2.22");
    Site site = Sites.parse(text);
    assertThat(site.lvs().of(Service.BACKENDS).orElseThrow().realServers().values())
        .containsExactly(
            new RealServer("be", List.of(IpAddress.parse("192.0.2.21")), 100),
            new RealServer("second", List.of(IpAddress.parse("192.0.2.22")), 100));
    assertThat(site.lvs().of(Service.FRONTENDS).orElseThrow().realServers().values())
        .containsExactly(new RealServer("fe", List.of(IpAddress.parse("192.0.2.11")), 100));
  }

  @Test
  void canonicalTextGivesTheSameSite() {
    Site site = Sites.load("explicit.yaml");
    assertThat(Sites.parse(site.canonicalText())).isEqualTo(site);
    Site minimal = Sites.load("minimal-lvs.yaml");
    assertThat(Sites.parse(minimal.canonicalText())).isEqualTo(minimal);
  }

  @Test
  void refusesWordsThatAreNone() {
    assertThatThrownBy(() -> SiteFile.parse("site.yaml", text("forwarding: MASQ")))
        .hasMessageContaining(
            "lvs.virtual-servers.backends.forwarding: 'MASQ' is refused; permitted: NAT, DR, TUN")
        .hasMessageContaining("lvs.virtual-servers.backends.addresses");
  }

  private static Site withBackends(String keys) throws SiteException {
    return SiteFile.parse("site.yaml", text(keys));
  }

  private static String text(String keysOfBackends) {
    return Sites.text("minimal-lvs.yaml")
        .replace("rpc:", "    backends:\n      " + keysOfBackends + "\nrpc:");
  }
}
