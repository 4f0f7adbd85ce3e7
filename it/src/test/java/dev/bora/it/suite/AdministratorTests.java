// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.it.deployment.Deployment;
import dev.bora.it.harness.SrmClient;
import dev.bora.it.harness.Transfers;
import dev.bora.it.harness.Transfers.Prepared;
import dev.bora.srm.client.GridHttpConfig.Transport;
import dev.bora.srm.types.SrmGetRequestSummaryRequest;
import dev.bora.srm.types.SrmGetRequestSummaryResponse;
import dev.bora.srm.types.TRequestSummary;
import dev.bora.srm.types.TRequestType;
import dev.bora.srm.types.TStatusCode;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is listed as an administrator sees and ends the requests of others; nobody else does. */
public abstract class AdministratorTests extends DeployedTests {

  private final Transfers hers = new Transfers(aliceSrm);

  protected AdministratorTests(Deployment deployment) throws Exception {
    super(deployment);
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void administratorsSeeAndAbortPutsOfOthers(Transport transport) throws Exception {
    Leftovers leftovers = leftoversBefore();
    String surl = surl("upload");
    Prepared put = hers.prepareToPut(surl, null, null, "https");
    String token = put.requireToken();

    try (SrmClient other = deployment.srm("bob-testvo", transport)) {
      Transfers his = new Transfers(other);
      assertThat(his.statusOfPut(token).status().statusCode())
          .isEqualTo(TStatusCode.SRM_AUTHORIZATION_FAILURE);
      assertThat(his.abort(token).statusCode()).isEqualTo(TStatusCode.SRM_AUTHORIZATION_FAILURE);
      TRequestSummary nothing = summary(other, token);
      assertThat(nothing.status().statusCode()).isEqualTo(TStatusCode.SRM_INVALID_REQUEST);
      assertThat(nothing.totalNumFilesInRequest()).isNull();
    }
    assertThat(hers.statusOfPut(token).status().statusCode())
        .isEqualTo(TStatusCode.SRM_SPACE_AVAILABLE);

    try (SrmClient olga = deployment.srm("olga-plain", transport)) {
      Transfers administrators = new Transfers(olga);
      Prepared seen = administrators.statusOfPut(token);
      assertThat(seen.status().statusCode()).isEqualTo(TStatusCode.SRM_SPACE_AVAILABLE);
      TRequestSummary summary = summary(olga, token);
      assertThat(summary.status().statusCode()).isEqualTo(TStatusCode.SRM_SUCCESS);
      assertThat(summary.requestType()).isEqualTo(TRequestType.PREPARE_TO_PUT);
      assertThat(summary.totalNumFilesInRequest()).isEqualTo(1);
      assertThat(administrators.abort(token).statusCode()).isEqualTo(TStatusCode.SRM_SUCCESS);
    }
    assertThat(hers.statusOfPut(token).status().statusCode()).isEqualTo(TStatusCode.SRM_ABORTED);
    alice.curl("--fail", "-T", source(10).toString(), put.requireTurl()).run().failed();
    assertThat(disk("upload")).doesNotExist();
    leftovers.assertNone();
  }

  private static TRequestSummary summary(SrmClient srm, String token) throws Exception {
    SrmGetRequestSummaryResponse answer =
        srm.call(
            new SrmGetRequestSummaryRequest(List.of(token), null),
            SrmGetRequestSummaryResponse.class);
    return Objects.requireNonNull(answer.arrayOfRequestSummaries(), answer::toString).getFirst();
  }
}
