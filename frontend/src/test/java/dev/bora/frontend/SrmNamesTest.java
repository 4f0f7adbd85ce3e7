// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.rpc.contract.Caller;
import dev.bora.rpc.contract.LsArgs;
import dev.bora.rpc.contract.Outcome;
import dev.bora.rpc.contract.PathRef;
import dev.bora.rpc.contract.RmArgs;
import dev.bora.rpc.contract.RmdirArgs;
import dev.bora.srm.types.SrmLsRequest;
import dev.bora.srm.types.SrmLsResponse;
import dev.bora.srm.types.SrmMkdirRequest;
import dev.bora.srm.types.SrmMkdirResponse;
import dev.bora.srm.types.SrmMvRequest;
import dev.bora.srm.types.SrmMvResponse;
import dev.bora.srm.types.SrmRmRequest;
import dev.bora.srm.types.SrmRmResponse;
import dev.bora.srm.types.SrmRmdirRequest;
import dev.bora.srm.types.SrmRmdirResponse;
import dev.bora.srm.types.TFileStorageType;
import dev.bora.srm.types.TMetaDataPathDetail;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The name space: who may, what a backend is asked, listings in pages. */
class SrmNamesTest extends SrmFixture {
  @Test
  void nameSpaceCallsReachTheBackendWithTheCaller() throws Exception {
    assertThat(
            code(
                site.ask(
                        "alice",
                        new SrmMkdirRequest(null, "srm://localhost/data/dir", null),
                        SrmMkdirResponse.class)
                    .returnStatus()))
        .isEqualTo(TStatusCode.SRM_SUCCESS);
    FakeBackend.Asked asked = site.backend.asked.getFirst();
    assertThat(asked.context().caller())
        .isEqualTo(
            new Caller(
                "/DC=bora/DC=testgrid/OU=People/CN=Alice Adams",
                "testvo",
                List.of("/testvo"),
                false));
    assertThat(asked.context().frontend()).isEqualTo("frontend-1");

    site.ask(
        "alice",
        new SrmRmdirRequest(null, "srm://localhost/data/dir", null, true),
        SrmRmdirResponse.class);
    assertThat(site.backend.argsOf(RmdirArgs.class))
        .containsExactly(new RmdirArgs(new PathRef("data", "dir"), true));

    site.backend.outcome = _ -> new Outcome("SRM_DUPLICATION_ERROR", "File exists");
    SrmMvResponse moved =
        site.ask(
            "alice",
            new SrmMvRequest(
                null,
                "srm://localhost:8444/srm/managerv2?SFN=/data/a",
                "srm://localhost/data/b",
                null),
            SrmMvResponse.class);
    assertThat(moved.returnStatus())
        .isEqualTo(new TReturnStatus(TStatusCode.SRM_DUPLICATION_ERROR, "File exists"));
  }

  @Test
  void removalsAreToldForEachFile() throws Exception {
    site.backend.outcome =
        file ->
            ((PathRef) file).path().equals("gone")
                ? new Outcome("SRM_INVALID_PATH", "File does not exist")
                : FakeBackend.SUCCESS;
    SrmRmResponse removed =
        site.ask(
            "alice",
            new SrmRmRequest(
                null,
                List.of(
                    "srm://localhost/other/x",
                    "srm://localhost/data/a",
                    "srm://localhost/data/gone",
                    "srm://elsewhere.example.org/data/a",
                    "no surl",
                    "srm://localhost/nowhere"),
                null),
            SrmRmResponse.class);
    assertThat(code(removed.returnStatus())).isEqualTo(TStatusCode.SRM_PARTIAL_SUCCESS);
    assertThat(codes(removed.arrayOfFileStatuses()))
        .containsExactly(
            TStatusCode.SRM_AUTHORIZATION_FAILURE,
            TStatusCode.SRM_SUCCESS,
            TStatusCode.SRM_INVALID_PATH,
            TStatusCode.SRM_INVALID_PATH,
            TStatusCode.SRM_INVALID_PATH,
            TStatusCode.SRM_INVALID_PATH);
    assertThat(site.backend.argsOf(RmArgs.class))
        .containsExactly(
            new RmArgs(List.of(new PathRef("data", "a"), new PathRef("data", "gone"))));
  }

  @Test
  void membersAndThoseWhomTheGridmapKnowsMayComeIn() throws Exception {
    SrmMkdirRequest mkdir = new SrmMkdirRequest(null, "srm://alias.example.org/data/d", null);
    SrmMkdirRequest other = new SrmMkdirRequest(null, "srm://localhost/other/d", null);
    for (String who : List.of("alice", "carol", "admin")) {
      assertThat(code(site.ask(who, mkdir, SrmMkdirResponse.class).returnStatus()))
          .as(who)
          .isEqualTo(TStatusCode.SRM_SUCCESS);
    }
    for (String who : List.of("eve", "dave")) {
      assertThat(site.ask(who, mkdir, SrmMkdirResponse.class).returnStatus())
          .as(who)
          .isEqualTo(new TReturnStatus(TStatusCode.SRM_AUTHORIZATION_FAILURE, "Permission denied"));
    }
    assertThat(code(site.ask("eve", other, SrmMkdirResponse.class).returnStatus()))
        .isEqualTo(TStatusCode.SRM_SUCCESS);
    assertThat(code(site.ask("admin", other, SrmMkdirResponse.class).returnStatus()))
        .isEqualTo(TStatusCode.SRM_SUCCESS);
  }

  @Test
  void theRootOfAnAreaStays() throws Exception {
    assertThat(
            code(
                site.ask(
                        "alice",
                        new SrmRmdirRequest(null, "srm://localhost/data/x/..", null, true),
                        SrmRmdirResponse.class)
                    .returnStatus()))
        .isEqualTo(TStatusCode.SRM_AUTHORIZATION_FAILURE);
    assertThat(site.backend.asked).isEmpty();
  }

  @Test
  void aTreeIsNestedUnderTheClientsAccessPoint() throws Exception {
    site.backend.files.put("d/", 0L);
    site.backend.files.put("d/e/", 0L);
    site.backend.files.put("d/e/f", 3L);
    site.backend.files.put("d/g", 4L);
    SrmLsResponse listed =
        site.ask(
            "alice", ls(2, null, null, "srm://localhost/alias/of/data//d/"), SrmLsResponse.class);
    assertThat(code(listed.returnStatus())).isEqualTo(TStatusCode.SRM_SUCCESS);
    TMetaDataPathDetail top = listed.details().getFirst();
    assertThat(top.path()).isEqualTo("/alias/of/data/d");
    assertThat(top.arrayOfSubPaths())
        .extracting(TMetaDataPathDetail::path)
        .containsExactly("/alias/of/data/d/e", "/alias/of/data/d/g");
    TMetaDataPathDetail file = top.arrayOfSubPaths().getFirst().arrayOfSubPaths().getFirst();
    assertThat(file.path()).isEqualTo("/alias/of/data/d/e/f");
    assertThat(file.size()).isEqualTo(3);
    assertThat(file.checkSumValue()).isEqualTo("0a1b2c3d");
    assertThat(file.ownerPermission().userID()).isEqualTo("ada");
  }

  @Test
  void severalPathsEachWithItsStatus() throws Exception {
    site.backend.files.put("a", 1L);
    site.backend.files.put("up.busy", 2L);
    SrmLsResponse listed =
        site.ask(
            "alice",
            ls(
                0,
                null,
                null,
                "srm://localhost/data/a",
                "srm://localhost/other/x",
                "srm://localhost/data/none",
                "srm://localhost/data/up.busy"),
            SrmLsResponse.class);
    assertThat(code(listed.returnStatus())).isEqualTo(TStatusCode.SRM_PARTIAL_SUCCESS);
    assertThat(listed.details())
        .extracting(detail -> detail.status().statusCode())
        .containsExactly(
            TStatusCode.SRM_SUCCESS,
            TStatusCode.SRM_AUTHORIZATION_FAILURE,
            TStatusCode.SRM_INVALID_PATH,
            TStatusCode.SRM_FILE_BUSY);
    assertThat(listed.details().getLast().size()).isEqualTo(2);

    assertThat(
            code(
                site.ask(
                        "alice",
                        ls(0, null, null, "srm://localhost/data/none"),
                        SrmLsResponse.class)
                    .returnStatus()))
        .isEqualTo(TStatusCode.SRM_FAILURE);
  }

  @Test
  void moreThanTheLimitIsToldInTheFormThatMakesClientsPage() throws Exception {
    site.backend.files.put("big/", 0L);
    for (int i = 0; i < 2500; i++) {
      site.backend.files.put("big/f%04d".formatted(i), 1L);
    }
    site.backend.pageSize = 300;
    SrmLsResponse all =
        site.ask("alice", ls(1, null, null, "srm://localhost/data/big"), SrmLsResponse.class);
    assertThat(code(all.returnStatus())).isEqualTo(TStatusCode.SRM_TOO_MANY_RESULTS);
    assertThat(all.details()).hasSize(1);
    assertThat(code(all.details().getFirst().status())).isEqualTo(TStatusCode.SRM_TOO_MANY_RESULTS);
    assertThat(all.details().getFirst().arrayOfSubPaths()).isNull();

    List<String> seen = new ArrayList<>();
    for (int offset = 0; offset < 4000; offset += 1000) {
      SrmLsResponse part =
          site.ask("alice", ls(1, offset, 1000, "srm://localhost/data/big"), SrmLsResponse.class);
      assertThat(code(part.returnStatus())).isEqualTo(TStatusCode.SRM_SUCCESS);
      List<TMetaDataPathDetail> children = part.details().getFirst().arrayOfSubPaths();
      if (children != null) {
        children.forEach(child -> seen.add(child.path()));
      }
    }
    assertThat(seen).hasSize(2500).doesNotHaveDuplicates().isSorted();
    assertThat(seen.getFirst()).isEqualTo("/data/big/f0000");
    assertThat(site.backend.argsOf(LsArgs.class)).allMatch(args -> args.count() <= 1000);
  }

  @Test
  void exactlyTheLimitIsNotTooMany() throws Exception {
    site.backend.files.put("big/", 0L);
    for (int i = 0; i < 1000; i++) {
      site.backend.files.put("big/f%04d".formatted(i), 1L);
    }
    SrmLsResponse all =
        site.ask("alice", ls(1, null, null, "srm://localhost/data/big"), SrmLsResponse.class);
    assertThat(code(all.returnStatus())).isEqualTo(TStatusCode.SRM_SUCCESS);
    assertThat(all.details().getFirst().arrayOfSubPaths()).hasSize(1000);
  }

  @Test
  void oddListingsAreRefused() throws Exception {
    String surl = "srm://localhost/data/a";
    for (SrmLsRequest odd :
        List.of(
            ls(-1, null, null, surl), ls(1, -1, null, surl), ls(1, null, -1, surl), ls(1, 0, 0))) {
      assertThat(code(site.ask("alice", odd, SrmLsResponse.class).returnStatus()))
          .isEqualTo(TStatusCode.SRM_INVALID_REQUEST);
    }
    SrmLsRequest byType =
        new SrmLsRequest(
            null, List.of(surl), null, TFileStorageType.VOLATILE, null, null, null, null, null);
    assertThat(code(site.ask("alice", byType, SrmLsResponse.class).returnStatus()))
        .isEqualTo(TStatusCode.SRM_NOT_SUPPORTED);
  }
}
