// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SiteTest {
  private final Site minimal = Sites.load("minimal.yaml");

  @Test
  void findsNodesByName() throws SiteException {
    assertThat(minimal.node("fe")).isInstanceOf(FrontendNode.class);
    assertThat(minimal.node("be").endpoint()).hasToString("be.example.org:8080");
    assertThat(minimal.node("door").health()).hasToString("door.example.org:9998");
    assertThat(Sites.load("explicit.yaml").node("fe").listen()).hasToString("0.0.0.0:9444");
  }

  @Test
  void listsTheNodesWhenThereIsNoneOfThatName() {
    assertThatThrownBy(() -> minimal.node("fe2"))
        .isInstanceOf(SiteException.class)
        .hasMessage(
            "no node is named 'fe2'; site minimal has: fe (frontend), be (backend), door (door)");
  }

  @Test
  void nodesOnSeveralHostsMayAnswerOnAllTheirAddresses() {
    String everywhere =
        Sites.text("minimal.yaml")
            .replaceAll("(?m)^( *)address: (.*)$", "$1address: $2\n$1health-address: 0.0.0.0");
    assertThat(Sites.parse(everywhere).nodes().all())
        .extracting(node -> node.health().toString())
        .containsOnly("0.0.0.0:9998");
    String onOneHost = everywhere.replaceAll("address: (fe|be|door)[.].*", "address: localhost");
    assertThatThrownBy(() -> SiteFile.parse("site.yaml", onOneHost))
        .hasMessageContaining(
            "'localhost:9998' is refused; permitted: an address and port that no other process"
                + " uses; nodes.frontends.fe has it too");
  }

  @Test
  void doorsServeHttpsWhereNobodyElseIsNamed() {
    StorageArea area = minimal.storageAreas().byName().get("testvo-disk");
    assertThat(area.protocols()).containsOnlyKeys(Protocol.HTTPS, Protocol.DAVS);
    assertThat(minimal.endpoints(area.protocols().get(Protocol.HTTPS)))
        .containsExactly(new HostPort("door.example.org", 8443));
    Site explicit = Sites.load("explicit.yaml");
    assertThat(explicit.endpoints(explicit.transfer().protocols().get(Protocol.GSIFTP)))
        .containsExactly(new HostPort("gridftp.example.net", 2811));
  }

  @Test
  void clientsFindDoorsWhereTheFileSays() {
    assertThat(minimal.nodes().doors().get("door").publicEndpoint())
        .isEqualTo(new HostPort("door.example.org", 8443));
    assertThat(Sites.load("explicit.yaml").nodes().doors().get("door").publicEndpoint())
        .isEqualTo(new HostPort("data.example.net", 443));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "grid.example.org, 8445, true",
        "GRID.example.org, -, true",
        "grid.example.org, 8444, false",
        "storm.example.org, 8444, true",
        "storm.example.org, 8445, false",
        "[2001:DB8::1], 8446, true",
        "fe.example.net, 9444, true",
        "be.example.net, 9080, false",
        "elsewhere.example.org, -, false"
      })
  void knowsItsOwnSurls(String host, Integer port, boolean ours) {
    OptionalInt given = port == null ? OptionalInt.empty() : OptionalInt.of(port);
    assertThat(Sites.load("explicit.yaml").isOurs(host, given)).isEqualTo(ours);
  }

  @ParameterizedTest
  @ValueSource(strings = {"minimal.yaml", "explicit.yaml"})
  void canonicalTextIsASiteFileThatMeansTheSame(String resource) {
    Site site = Sites.load(resource);
    Site again = Sites.parse(site.canonicalText());
    assertThat(again).isEqualTo(site);
    assertThat(again.digest()).isEqualTo(site.digest()).matches("[0-9a-f]{64}");
  }

  @Test
  void canonicalTextSpellsOutDefaultsAndOnlyPathsOfSecrets() {
    assertThat(minimal.canonicalText())
        .contains("self-stop: 6s")
        .contains("backend-address: be.example.org:8080")
        .contains("soap-body-size: 16MiB")
        .contains("srm-port: 8444")
        .contains("password-file: /etc/bora/database-password")
        .doesNotContain("gridmap");
  }

  @Test
  void digestDependsOnMeaningAlone() {
    String digest = minimal.digest();
    assertThat(Sites.parse(Sites.text("minimal.yaml") + "heartbeat:\n  stale: 10s\n").digest())
        .isEqualTo(digest);
    assertThat(Sites.parse(Sites.text("minimal.yaml") + "heartbeat:\n  stale: 10000ms\n").digest())
        .isEqualTo(digest);
    String moved = Sites.minimalWith("name: minimal\n", "") + "name: minimal\n";
    assertThat(Sites.parse(moved).digest()).isEqualTo(digest);
    assertThat(Sites.parse(Sites.text("minimal.yaml") + "heartbeat:\n  stale: 11s\n").digest())
        .isNotEqualTo(digest);
    String twoVos = Sites.minimalWith("vos: [testvo]", "vos: [a, b]");
    String twoVosTurned = Sites.minimalWith("vos: [testvo]", "vos: [b, a]");
    assertThat(Sites.parse(twoVos).digest()).isEqualTo(Sites.parse(twoVosTurned).digest());
  }

  @Test
  void severalDatabaseHostsStayWritableAfterAFailover() {
    assertThat(minimal.database().jdbcUrl()).isEqualTo("jdbc:mysql://db.example.org:3306/bora");
    Site two =
        Sites.parse(Sites.minimalWith("[db.example.org:3306]", "['a:1', 'b:2']\n  schema: x"));
    assertThat(two.database().jdbcUrl()).isEqualTo("jdbc:mysql://a:1,b:2/x?failOverReadOnly=false");
    assertThat(Sites.load("explicit.yaml").database().jdbcUrl()).endsWith("/srm?sslMode=REQUIRED");
  }

  @Test
  void administratorsAreKnownByDnOrFqan() {
    Security security = Sites.load("explicit.yaml").security();
    assertThat(security.isAdministrator("/DC=org/CN=Ada", List.of())).isTrue();
    assertThat(
            security.isAdministrator("/CN=x", List.of("/a", "/ops/Role=manager/Capability=NULL")))
        .isTrue();
    assertThat(security.isAdministrator("/DC=org/CN=Ada/CN=1", List.of("/ops"))).isFalse();
  }

  @Test
  void resolvesByTheLongestAccessPoint() throws SiteException {
    StorageAreas areas =
        SiteFile.load(Path.of("../docs/examples/two-frontends-two-backends.yaml")).storageAreas();
    Map<String, String> expected =
        Map.ofEntries(
            Map.entry("/atlas", "atlas:"),
            Map.entry("/atlas/", "atlas:"),
            Map.entry("/atlas/a/b c", "atlas:a/b c"),
            Map.entry("//atlas//./a/", "atlas:a"),
            Map.entry("/atlas/scratchy", "atlas:scratchy"),
            Map.entry("/atlas/scratch", "atlas-scratch:"),
            Map.entry("/atlas/scratch/x", "atlas-scratch:x"),
            Map.entry("/atlas/x/../scratch/y", "atlas-scratch:y"),
            Map.entry("/atlas/../shared/z", "shared:z"),
            Map.entry("/common/z", "shared:z"),
            Map.entry("/atlasx", "none"),
            Map.entry("/", "none"),
            Map.entry("", "none"),
            Map.entry("/../atlas/x", "none"),
            Map.entry("/atlas/../../etc/passwd", "none"));
    expected.forEach((path, where) ->
        assertThat(areas.resolve(path).map(r -> r.area().name() + ":" + r.path()).orElse("none"))
            .as(path)
            .isEqualTo(where));
  }

  @Test
  void anAccessPointMayBeEverything() {
    String text = Sites.text("minimal.yaml") + "    access-points: [/]\n";
    StorageAreas areas = Sites.parse(text).storageAreas();
    assertThat(areas.resolve("/a/b").orElseThrow().path()).isEqualTo("a/b");
    assertThat(areas.resolve("/").orElseThrow().path()).isEmpty();
  }
}
