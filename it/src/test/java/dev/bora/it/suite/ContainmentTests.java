// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.it.deployment.Deployment;
import dev.bora.it.harness.Transfers;
import dev.bora.it.harness.Transfers.Prepared;
import dev.bora.srm.types.SrmLsRequest;
import dev.bora.srm.types.SrmLsResponse;
import dev.bora.srm.types.SrmMvRequest;
import dev.bora.srm.types.SrmMvResponse;
import dev.bora.srm.types.SrmRmRequest;
import dev.bora.srm.types.SrmRmResponse;
import dev.bora.srm.types.SrmRmdirRequest;
import dev.bora.srm.types.SrmRmdirResponse;
import dev.bora.srm.types.TOverwriteMode;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways out of a storage area, tried with every call that takes a path. */
public abstract class ContainmentTests extends DeployedTests {

  private static final Duration RACE = Duration.ofSeconds(10);
  private static final Set<TStatusCode> GOOD =
      Set.of(
          TStatusCode.SRM_SUCCESS,
          TStatusCode.SRM_SPACE_AVAILABLE,
          TStatusCode.SRM_FILE_PINNED,
          TStatusCode.SRM_DONE,
          TStatusCode.SRM_PARTIAL_SUCCESS);

  private final Transfers transfers = new Transfers(aliceSrm);
  private Path outside = Path.of("");

  protected ContainmentTests(Deployment deployment) throws Exception {
    super(deployment);
  }

  @BeforeEach
  void makeOutside() throws IOException {
    outside = Files.createTempDirectory(deployment.root().getParent(), "outside").toRealPath();
    Files.createDirectory(outside.resolve("sub"));
    Files.writeString(outside.resolve("secret"), "secret");
    Files.writeString(outside.resolve("sub/deep"), "deep");
  }

  @AfterEach
  void outsideIsUntouched() throws IOException {
    try (Stream<Path> all = Files.walk(outside)) {
      assertThat(all.map(path -> outside.relativize(path).toString()))
          .containsExactlyInAnyOrder("", "sub", "secret", "sub/deep");
    }
    assertThat(outside.resolve("secret")).hasContent("secret");
    assertThat(outside.resolve("sub/deep")).hasContent("deep");
    try (Stream<Path> all = Files.walk(outside)) {
      for (Path each : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  /**
   * What is after {@code ?SFN=}; {OUT} is the absolute path of the outside, {NAME} its last part.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/testvo/../{NAME}/secret",
        "/testvo/../{NAME}",
        "{HERE}/../../../{NAME}/secret",
        "{HERE}/./../../../{NAME}/sub/../secret",
        "//testvo//..//{NAME}//secret",
        "/../../../../../../..{OUT}/secret",
        "{OUT}/secret",
        "{OUT}",
        "/",
        "",
        "/testvo/..",
        "/testvo/%2e%2e/{NAME}/secret",
        "/testvo/..%2f{NAME}/secret",
        "/testvo/nul%00/../../{NAME}/secret",
        "/testvoid/secret",
        "/testvo?SFN={OUT}/secret",
        "/testvo/x?SFN=/../{NAME}/secret",
        "file://{OUT}/secret",
        "srm://localhost/{OUT}/secret",
        "{HERE}/out/secret",
        "{HERE}/out",
        "{HERE}/up/{NAME}/secret",
        "{HERE}/file",
        "{HERE}/chain/secret",
        "/testvo/.bora",
        "/testvo/.bora/new",
        "/testvo/.bora/taken/1.1",
        "{HERE}/../.bora",
        "//testvo/./.bora/"
      })
  void thereIsNoWayOut(String trick) throws Exception {
    Files.createSymbolicLink(disk("out"), outside);
    Files.createSymbolicLink(disk("up"), Path.of("../.."));
    Files.createSymbolicLink(disk("file"), outside.resolve("secret"));
    Files.createSymbolicLink(disk("chain"), Path.of("out"));
    Files.writeString(disk("mine"), "mine");
    String surl =
        deployment.surl(
            trick
                .replace("{OUT}", outside.toString())
                .replace("{NAME}", outside.getFileName().toString())
                .replace("{HERE}", directory));

    // What a link shows of itself may be shown; what is behind it may not.
    SrmLsResponse listing = list(surl, true);
    assertThat(listing.toString())
        .doesNotContain("deep")
        .doesNotContain("size=6,"); // of the secret
    assertThat(transfers.prepareToGet(surl, "https", "file", "gsiftp").turl()).isNull();
    assertThat(transfers.prepareToGet(surl + "/sub/deep", "https", "file").turl()).isNull();

    assertRefused(surl, put(surl, TOverwriteMode.ALWAYS));
    assertRefused(surl, put(surl + "/new", null));
    assertRefused(surl, mkdir(surl.substring(surl.indexOf("SFN=") + 4) + "/new"));
    assertRefused(surl, mv(surl, surl("stolen")));
    assertRefused(surl, mv(surl("mine"), surl + "/planted"));
    assertRefused(surl, rmdir(surl + "/sub"));
    assertRefused(surl, rmdir(surl));
    rm(surl + "/secret");
    // A link inside the area may be removed, as a link: what it leads to stays.
    rm(surl);
    assertThat(disk("mine")).hasContent("mine");
    assertThat(disk("stolen")).doesNotExist();
    assertThat(deployment.root().resolve(".bora")).isDirectory();
  }

  @Test
  void hiddenFolderIsNotListed() {
    assertThat(alice.run("gfal-ls", "-a", deployment.surl("/testvo")).succeeded().lines())
        .doesNotContain(".bora");
    assertThat(alice.run("arcls", deployment.surl("/testvo")).succeeded().lines())
        .noneMatch(line -> line.contains(".bora"));
  }

  @Test
  void namesThatOnlyLookHiddenAreNotTouched() throws Exception {
    assertThat(mkdir(path("sub.bora"))).isEqualTo(TStatusCode.SRM_SUCCESS);
    assertThat(alice.run("gfal-ls", surl("")).succeeded().lines()).containsExactly("sub.bora");
  }

  /** A local user swaps a directory for a link to the outside and back while clients work in it. */
  @Test
  void directoriesThatBecomeLinks() throws Exception {
    Path swapped = Files.createDirectory(disk("swapped"));
    Path aside = disk("aside");
    Files.createDirectory(swapped.resolve("sub"));
    Path link = Files.createSymbolicLink(disk("link"), outside);
    AtomicBoolean stop = new AtomicBoolean();
    Thread attacker =
        Thread.ofPlatform()
            .start(() -> {
              try {
                while (!stop.get()) {
                  Files.move(swapped, aside);
                  Files.move(link, swapped);
                  Files.move(swapped, link);
                  Files.move(aside, swapped);
                }
              } catch (IOException e) {
                // Bora took the directory away from under the attacker: so be it
              }
            });
    try {
      long end = System.nanoTime() + RACE.toNanos();
      List<TStatusCode> seen = new ArrayList<>();
      for (int i = 0; System.nanoTime() < end; i++) {
        seen.add(mkdir(path("swapped/made" + i)));
        seen.add(put(surl("swapped/put" + i), null).statusCode());
        seen.add(rm(surl("swapped/secret")).statusCode());
        seen.add(rmdir(surl("swapped/sub")).statusCode());
        seen.add(mv(surl("swapped/secret"), surl("stolen" + i)).statusCode());
        String listed = list(surl("swapped"), true).toString();
        assertThat(listed).doesNotContain("deep").doesNotContain("/secret");
        assertThat(transfers.prepareToGet(surl("swapped/secret"), "file", "https").turl()).isNull();
      }
      assertThat(seen).as("the race had two outcomes").contains(TStatusCode.SRM_SUCCESS);
    } finally {
      stop.set(true);
      attacker.join();
    }
  }

  private static void assertRefused(String surl, TReturnStatus status) {
    assertThat(GOOD).as(surl + ": " + status).doesNotContain(status.statusCode());
  }

  private static void assertRefused(String surl, TStatusCode status) {
    assertRefused(surl, new TReturnStatus(status));
  }

  private SrmLsResponse list(String surl, boolean recursive) throws IOException {
    return aliceSrm.call(
        new SrmLsRequest(null, List.of(surl), null, null, true, recursive, null, null, null),
        SrmLsResponse.class);
  }

  /** A put up to its end, if it is let that far. */
  private TReturnStatus put(String surl, @Nullable TOverwriteMode mode) throws IOException {
    Prepared put = transfers.prepareToPut(surl, null, mode, "https");
    String turl = put.turl();
    if (turl == null) {
      return put.status();
    }
    alice.curl("-T", source(3).toString(), turl).run();
    return transfers.putDone(put.requireToken(), surl);
  }

  private TReturnStatus rm(String surl) throws IOException {
    return aliceSrm
        .call(new SrmRmRequest(null, List.of(surl), null), SrmRmResponse.class)
        .returnStatus();
  }

  private TReturnStatus rmdir(String surl) throws IOException {
    return aliceSrm
        .call(new SrmRmdirRequest(null, surl, null, true), SrmRmdirResponse.class)
        .returnStatus();
  }

  private TReturnStatus mv(String from, String to) throws IOException {
    return aliceSrm
        .call(new SrmMvRequest(null, from, to, null), SrmMvResponse.class)
        .returnStatus();
  }
}
