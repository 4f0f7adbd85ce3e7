// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.it.deployment.Deployment;
import dev.bora.it.harness.Client;
import dev.bora.it.harness.Outcome;
import dev.bora.it.harness.SrmClient;
import dev.bora.it.harness.Transfers;
import dev.bora.it.harness.Transfers.Prepared;
import dev.bora.srm.client.GridHttpConfig.Transport;
import dev.bora.srm.types.SrmGetRequestSummaryRequest;
import dev.bora.srm.types.SrmGetRequestSummaryResponse;
import dev.bora.srm.types.SrmGetRequestTokensRequest;
import dev.bora.srm.types.SrmGetRequestTokensResponse;
import dev.bora.srm.types.TRequestTokenReturn;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may, who may not, and what is whose. */
public abstract class IdentityTests extends DeployedTests {

  protected IdentityTests(Deployment deployment) throws Exception {
    super(deployment);
  }

  @Test
  void plainProxyOfAMember() throws Exception {
    Client member = deployment.plainMember();
    member.run("gfal-mkdir", surl("plain")).succeeded();
    member
        .run(
            "gfal-copy",
            "-D",
            "SRM PLUGIN:TURL_3RD_PARTY_PROTOCOLS=https",
            url(source(10)),
            surl("plain/file"))
        .succeeded();
    assertThat(disk("plain/file")).hasSize(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice-voms", "alice-production", "bob-testvo"})
  void membersOfTheVoWork(String proxy) throws Exception {
    deployment.client(proxy).run("gfal-mkdir", surl("made")).succeeded();
    assertThat(disk("made")).isDirectory();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mallory-plain",
        "mallory-voms",
        "eve-plain",
        "alice-expired",
        "carol-certificate"
      })
  void refusedCredentialsChangeNothing(String proxy) throws Exception {
    Client refused = deployment.client(proxy);
    Files.createFile(disk("file"));
    assertThat(refused.run("gfal-ls", surl("")).exit()).isPositive();
    assertThat(refused.run("gfal-mkdir", surl("made")).exit()).isPositive();
    assertThat(refused.run("gfal-rm", surl("file")).exit()).isPositive();
    assertThat(refused.run("arcls", surl("")).exit()).isPositive();
    // the server itself refuses: curl does not look at its own certificate first
    for (int port : deployment.ports()) {
      assertThat(
              refused
                  .curl("https://localhost:%d/srm/managerv2?wsdl".formatted(port))
                  .run()
                  .failed()
                  .errors())
          .containsIgnoringCase("alert");
    }
    assertThat(disk("file")).exists();
    assertThat(disk("made")).doesNotExist();
  }

  @Test
  void whoShowsNoCertificateIsRefused() throws Exception {
    for (int port : deployment.ports()) {
      assertThat(
              deployment
                  .client("alice-plain")
                  .anonymousCurl("https://localhost:%d/srm/managerv2?wsdl".formatted(port))
                  .run()
                  .failed()
                  .errors())
          .containsIgnoringCase("alert");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bob-voms", "bob-plain", "mallory-plain"})
  void othersMayNotTouchTheArea(String proxy) throws Exception {
    Client other = deployment.client(proxy);
    Files.writeString(disk("file"), "mine");
    List<Outcome> outcomes =
        Stream.of(
                List.of("gfal-ls", surl("")),
                List.of("gfal-stat", surl("file")),
                List.of("gfal-mkdir", surl("made")),
                List.of("gfal-rm", surl("file")),
                List.of("gfal-rename", surl("file"), surl("taken")),
                List.of("gfal-copy", surl("file"), url(desk.resolve("stolen"))),
                List.of("gfal-copy", url(source(10)), surl("planted")))
            .map(words -> other.run(words.toArray(String[]::new)))
            .toList();
    assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.exit()).isPositive());
    if (proxy.startsWith("bob")) {
      assertThat(outcomes.getFirst().exit()).as(outcomes.getFirst()::toString).isEqualTo(13);
    }
    try (var files = Files.list(disk(""))) {
      assertThat(files).containsExactly(disk("file"));
    }
    assertThat(disk("file")).hasContent("mine");
    assertThat(desk.resolve("stolen")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice-forged", "alice-unknownvo"})
  void attributesThatDoNotVerifyCountAsAbsent(String proxy) throws Exception {
    // As good as alice's plain proxy: at this site that is a member, or nobody.
    int plain = deployment.client("alice-plain").run("gfal-ls", surl("")).exit();
    assertThat(deployment.client(proxy).run("gfal-ls", surl("")).exit()).isEqualTo(plain);
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void requestsBelongToTheirDn(Transport transport) throws Exception {
    String surl = surl("upload");
    Transfers hers = new Transfers(aliceSrm);
    Prepared put = hers.prepareToPut(surl, null, null, "https");
    String token = put.requireToken();
    // a member of the same VO, so that only the DN is between them; then one of another
    for (String proxy : new String[] {"bob-testvo", "bob-voms"}) {
      try (SrmClient srm = deployment.srm(proxy, transport)) {
        Transfers his = new Transfers(srm);
        for (TReturnStatus status :
            List.of(
                his.statusOfPut(token).status(),
                his.abort(token),
                his.putDone(token, surl),
                his.release(token, surl))) {
          assertThat(status.statusCode())
              .isIn(
                  TStatusCode.SRM_INVALID_REQUEST,
                  TStatusCode.SRM_AUTHORIZATION_FAILURE,
                  TStatusCode.SRM_FAILURE);
        }
        assertThat(tokens(srm)).doesNotContain(token);
        SrmGetRequestSummaryResponse summary =
            srm.call(
                new SrmGetRequestSummaryRequest(List.of(token), null),
                SrmGetRequestSummaryResponse.class);
        assertThat(summary.returnStatus().statusCode()).isNotEqualTo(TStatusCode.SRM_SUCCESS);
      }
    }
    assertThat(tokens(aliceSrm)).contains(token);
    assertThat(hers.statusOfPut(token).status().statusCode())
        .isEqualTo(TStatusCode.SRM_SPACE_AVAILABLE);
    assertThat(hers.abort(token).statusCode()).isEqualTo(TStatusCode.SRM_SUCCESS);
  }

  /** Without what only the owner was told, a TURL opens for nobody else. */
  @ParameterizedTest
  @ValueSource(strings = {"bob-testvo", "bob-voms", "eve-plain", "mallory-plain"})
  void guessedTurlsAreRefused(String proxy) throws Exception {
    Transfers hers = new Transfers(aliceSrm);
    Prepared put = hers.prepareToPut(surl("upload"), null, null, "https");
    String turl = put.requireTurl();
    String door = turl.substring(0, turl.indexOf('/', "https://".length()));
    Client other = deployment.client(proxy);
    for (String guess : List.of(turl.replaceFirst("\\?.*", ""), door + path("upload"))) {
      if (!guess.equals(turl) || !proxy.startsWith("bob")) {
        other.curl("--fail", "-T", source(10).toString(), guess).run().failed();
      }
    }
    assertThat(hers.abort(put.requireToken()).statusCode()).isEqualTo(TStatusCode.SRM_SUCCESS);
    assertThat(disk("upload")).doesNotExist();
  }

  private static List<String> tokens(SrmClient srm) throws Exception {
    List<TRequestTokenReturn> all =
        srm.call(
                new SrmGetRequestTokensRequest("outside test", null),
                SrmGetRequestTokensResponse.class)
            .arrayOfRequestTokens();
    return all == null ? List.of() : all.stream().map(TRequestTokenReturn::requestToken).toList();
  }
}
