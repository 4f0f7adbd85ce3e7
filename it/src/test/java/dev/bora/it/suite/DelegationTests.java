// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.it.deployment.Deployment;
import dev.bora.it.harness.DelegatingClient;
import dev.bora.it.harness.DelegatingClient.Delegation;
import dev.bora.it.harness.Outcome;
import dev.bora.srm.soap.SoapCodec;
import dev.bora.srm.types.SrmMkdirRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that hand a proxy over before they speak: Globus, as older SRM clients use it. */
public abstract class DelegationTests extends DeployedTests {

  protected DelegationTests(Deployment deployment) throws Exception {
    super(deployment);
  }

  @ParameterizedTest
  @EnumSource(Delegation.class)
  void callsFollowADelegation(Delegation delegation) throws Exception {
    DelegatingClient globus = DelegatingClient.compile(desk);
    for (int port : deployment.ports()) {
      String name = "made-" + port;
      byte[] mkdir = new SoapCodec().writeRequest(new SrmMkdirRequest(null, surl(name), null));
      Outcome reply =
          globus
              .post(
                  alice,
                  port,
                  delegation,
                  "/srm/managerv2",
                  new String(mkdir, StandardCharsets.UTF_8))
              .succeeded();
      assertThat(reply.errors())
          .contains("delegated: " + (delegation == Delegation.NONE ? "no" : "yes"));
      assertThat(reply.output()).contains("HTTP/1.1 200", "<statusCode>SRM_SUCCESS</statusCode>");
      assertThat(disk(name)).isDirectory();
    }
  }
}
