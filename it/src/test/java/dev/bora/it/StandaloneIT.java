// SPDX-License-Identifier: Apache-2.0
package dev.bora.it;

import dev.bora.it.deployment.Deployment;
import dev.bora.it.deployment.DeploymentExtension;
import dev.bora.it.deployment.StandaloneDeployment;
import dev.bora.it.suite.AdministratorTests;
import dev.bora.it.suite.ContainmentTests;
import dev.bora.it.suite.DelegationTests;
import dev.bora.it.suite.ExpiryTests;
import dev.bora.it.suite.GetTests;
import dev.bora.it.suite.IdentityTests;
import dev.bora.it.suite.NameSpaceTests;
import dev.bora.it.suite.PutTests;
import dev.bora.it.suite.SoapTests;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole suite against {@code bora standalone}: one process. */
class StandaloneIT {

  @RegisterExtension
  static final DeploymentExtension STANDALONE =
      new DeploymentExtension(StandaloneDeployment::start);

  @Nested
  class NameSpace extends NameSpaceTests {
    NameSpace(Deployment deployment) throws Exception {
      super(deployment);
    }
  }

  @Nested
  class Put extends PutTests {
    Put(Deployment deployment) throws Exception {
      super(deployment);
    }
  }

  @Nested
  class Get extends GetTests {
    Get(Deployment deployment) throws Exception {
      super(deployment);
    }
  }

  @Nested
  class Identities extends IdentityTests {
    Identities(Deployment deployment) throws Exception {
      super(deployment);
    }
  }

  @Nested
  class Containment extends ContainmentTests {
    Containment(Deployment deployment) throws Exception {
      super(deployment);
    }
  }

  @Nested
  class Soap extends SoapTests {
    Soap(Deployment deployment) throws Exception {
      super(deployment);
    }
  }

  @Nested
  class Delegations extends DelegationTests {
    Delegations(Deployment deployment) throws Exception {
      super(deployment);
    }
  }

  @Nested
  class Expiry extends ExpiryTests {
    Expiry(Deployment deployment) throws Exception {
      super(deployment);
    }
  }

  @Nested
  class Administrators extends AdministratorTests {
    Administrators(Deployment deployment) throws Exception {
      super(deployment);
    }
  }
}
