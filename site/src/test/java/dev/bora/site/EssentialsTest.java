// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EssentialsTest {
  private static final String AREAS =
      """
      storage-areas:
        testvo-disk:
          root: /storage/testvo
          vos: [testvo]
      """;
  private static final Site MINIMAL = Sites.load("minimal.yaml");

  private static Site areas(String areas) {
    return Sites.parse(Sites.minimalWith(AREAS, "storage-areas:\n" + areas.indent(2)));
  }

  private static Site with(String more) {
    return Sites.parse(Sites.text("minimal.yaml") + more);
  }

  /** As texts that are read again, both ways: what fits must fit the other way, too. */
  private static List<String> differences(Site mine, Site theirs) {
    Essentials here = Essentials.of(mine);
    Essentials there = Essentials.of(theirs);
    assertThat(there.differences(here)).hasSameSizeAs(here.differences(there));
    return here.against(there.text());
  }

  @Test
  void theTextIsReadAgainAsItWas() {
    Essentials essentials = Essentials.of(Sites.load("explicit.yaml"));
    assertThat(Essentials.parse(essentials.text())).isEqualTo(essentials);
    assertThat(Essentials.of(MINIMAL).text())
        .isEqualTo(
            """
            heartbeat.beat = 2s
            heartbeat.self-stop = 6s
            heartbeat.stale = 10s
            name = minimal
            nodes.be = backend
            nodes.door = door
            nodes.fe = frontend
            release-level = 1
            storage-areas.testvo-disk.access-points = /testvo-disk
            storage-areas.testvo-disk.root = /storage/testvo
            storage-areas.testvo-disk.space-token-description = TESTVODISK_TOKEN
            storage-areas.testvo-disk.vos = testvo
            """);
    assertThat(Essentials.stale(essentials.text())).isEqualTo(Duration.ofSeconds(20));
    assertThat(Essentials.stale("")).isEqualTo(Duration.ZERO);
  }

  @Test
  void aPathThatHoldsALineBreakStaysOneLine() {
    Site odd =
        areas("a: {root: \"/s/x\\nstorage-areas.b.root = /s\", vos: [v], access-points: ['/ = ']}");
    Essentials essentials = Essentials.of(odd);
    assertThat(Essentials.parse(essentials.text())).isEqualTo(essentials);
    assertThat(differences(odd, areas("b: {root: /t, vos: [v]}"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lifetimes: {pin-default: 1h}",
        "limits: {surls-per-request: 7}",
        "queue: {poll-interval: 5s}",
        "logs: {level: DEBUG}",
        "heartbeat: {stale: 30s}",
        "heartbeat: {beat: 1s, self-stop: 8s}",
        "transfer: {protocols: {file: {}}}",
      })
  void whatHarmsNoOtherNodeIsRolledIn(String more) {
    assertThat(differences(MINIMAL, with(more))).isEmpty();
    assertThat(with(more).digest()).isNotEqualTo(MINIMAL.digest());
  }

  @Test
  void nodesComeGoAndMove() {
    assertThat(
            differences(
                MINIMAL,
                Sites.parse(
                    Sites.minimalWith(
                        "  doors:\n    door:\n      address: door.example.org\n",
                        "  doors:\n    door-2:\n      address: door.example.net\n"))))
        .isEmpty();
  }

  @Test
  void anAreaComesAndGoes() {
    assertThat(
            differences(
                MINIMAL,
                areas(
                    """
                    testvo-disk: {root: /storage/testvo, vos: [testvo]}
                    other: {root: /storage/other, vos: [othervo], access-points: [/other]}
                    """)))
        .isEmpty();
  }

  @Test
  void anAccessPointComesAndGoes() {
    assertThat(
            differences(
                MINIMAL,
                areas(
                    """
                    testvo-disk:
                      root: /storage/testvo
                      vos: [testvo]
                      access-points: [/testvo-disk, /grid/testvo]
                    """)))
        .isEmpty();
  }

  @Test
  void vosComeAndGoButNotAllOfThem() {
    String root = "root: /storage/testvo";
    Site both = areas("testvo-disk: {" + root + ", vos: [testvo, cms]}");
    Site cms = areas("testvo-disk: {" + root + ", vos: [cms, atlas]}");
    assertThat(differences(MINIMAL, both)).isEmpty();
    assertThat(differences(both, cms)).isEmpty();
    assertThat(differences(MINIMAL, cms))
        .containsExactly("storage-areas.testvo-disk.vos: testvo here, atlas, cms there");
  }

  @Test
  void anotherRootForAnAreaNeverFits() {
    assertThat(differences(MINIMAL, areas("testvo-disk: {root: /data/testvo, vos: [testvo]}")))
        .containsExactly(
            "storage-areas.testvo-disk.root: /storage/testvo here, /data/testvo there");
    // Not even one inside the other.
    assertThat(differences(MINIMAL, areas("testvo-disk: {root: /storage, vos: [testvo]}")))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"/storage/testvo", "/storage/testvo/below", "/storage"})
  void oneFolderInTwoAreasNeverFits(String root) {
    assertThat(differences(MINIMAL, areas("b: {root: " + root + ", vos: [testvo]}")))
        .containsExactly(
            "storage-areas.testvo-disk.root: /storage/testvo here, area b has " + root + " there");
  }

  @Test
  void areasThatSwapTheirRootsAreToldOnceEach() {
    assertThat(
            differences(
                areas("a: {root: /s/1, vos: [v]}\nb: {root: /s/2, vos: [v]}"),
                areas("a: {root: /s/2, vos: [v]}\nb: {root: /s/1, vos: [v]}")))
        .containsExactly(
            "storage-areas.a.root: /s/1 here, /s/2 there",
            "storage-areas.b.root: /s/2 here, /s/1 there");
  }

  @Test
  void anAccessPointThatLeadsToTwoAreasNeverFits() {
    assertThat(
            differences(
                areas("a: {root: /s/a, vos: [v], access-points: [/x]}"),
                areas("b: {root: /s/b, vos: [v], access-points: [/x]}")))
        .containsExactly("storage-areas.a.access-points: /x here, /x leads to area b there");
  }

  @Test
  void anAccessPointBelowOneOfAnotherAreaNeverFits() {
    Site outer = areas("a: {root: /s/a, vos: [v], access-points: [/x]}");
    Site inner =
        areas(
            """
            a: {root: /s/a, vos: [v], access-points: [/x]}
            b: {root: /s/b, vos: [v], access-points: [/x/y/z]}
            """);
    assertThat(differences(outer, inner))
        .containsExactly(
            "storage-areas.b.access-points: /x/y/z leads to 'y/z' in area a here, /x/y/z there");
    assertThat(differences(inner, outer))
        .containsExactly(
            "storage-areas.b.access-points: /x/y/z here, /x/y/z leads to 'y/z' in area a there");
    Site whole = areas("a: {root: /s/a, vos: [v], access-points: [/]}");
    assertThat(differences(whole, outer)).hasSize(1);
  }

  @Test
  void oneSpaceTokenForTwoAreasNeverFits() {
    assertThat(
            differences(
                areas("a: {root: /s/a, vos: [v], space-token-description: T}"),
                areas("b: {root: /s/b, vos: [v], space-token-description: T}")))
        .containsExactly("storage-areas.a.space-token-description: T here, area b has it there");
  }

  @Test
  void whoeverStopsMustHaveStoppedBeforeTheOtherTakesOver() {
    Site quick = with("heartbeat: {beat: 1s, self-stop: 3s, stale: 7999ms}");
    assertThat(differences(MINIMAL, quick))
        .containsExactly("heartbeat: self-stop 6s and a beat of 2s here, only stale 7999ms there");
    assertThat(differences(quick, MINIMAL))
        .containsExactly("heartbeat: only stale 7999ms here, self-stop 6s and a beat of 2s there");
    assertThat(differences(MINIMAL, with("heartbeat: {beat: 1s, self-stop: 3s, stale: 8s}")))
        .isEmpty();
    assertThat(differences(MINIMAL, with("heartbeat: {self-stop: 9s, stale: 20s}")))
        .containsExactly("heartbeat: only stale 10s here, self-stop 9s and a beat of 2s there");
  }

  @Test
  void anotherSiteOnTheSameDatabaseNeverFits() {
    assertThat(differences(MINIMAL, Sites.parse(Sites.minimalWith("name: minimal", "name: other"))))
        .containsExactly("name: minimal here, other there");
  }

  @Test
  void oneNameForTwoKindsOfNodesNeverFits() {
    Site turned =
        Sites.parse(
            Sites.minimalWith("    fe:\n", "    swap:\n")
                .replace("    be:\n", "    fe:\n")
                .replace("    swap:\n", "    be:\n"));
    assertThat(differences(MINIMAL, turned))
        .containsExactly(
            "nodes.be: backend here, frontend there", "nodes.fe: frontend here, backend there");
  }

  @Test
  void releasesNextToEachOtherFitAndOthersDoNot() {
    Essentials first = Essentials.of(MINIMAL, 1);
    assertThat(first.differences(Essentials.of(MINIMAL, 2))).isEmpty();
    assertThat(Essentials.of(MINIMAL, 2).differences(Essentials.of(MINIMAL, 3))).isEmpty();
    assertThat(first.against(Essentials.of(MINIMAL, 3).text()))
        .containsExactly("release-level: 1 here, 3, more than one step apart, there");
  }

  @Test
  void keysThatOneReleaseDoesNotKnowAreNotCompared() {
    Essentials essentials = Essentials.of(MINIMAL);
    assertThat(essentials.against("")).isEmpty();
    assertThat(essentials.against("release-level = 2\nstorage-areas.testvo-disk.colour = red\n"))
        .isEmpty();
  }
}
