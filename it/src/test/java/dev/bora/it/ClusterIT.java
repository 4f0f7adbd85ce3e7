// SPDX-License-Identifier: Apache-2.0
package dev.bora.it;

import dev.bora.it.deployment.ClusterDeployment;
import dev.bora.it.deployment.Deployment;
import dev.bora.it.deployment.DeploymentExtension;
import dev.bora.it.suite.AdministratorTests;
import dev.bora.it.suite.AreaTests;
import dev.bora.it.suite.ContainmentTests;
import dev.bora.it.suite.CrowdTests;
import dev.bora.it.suite.DelegationTests;
import dev.bora.it.suite.ExpiryTests;
import dev.bora.it.suite.GetTests;
import dev.bora.it.suite.IdentityTests;
import dev.bora.it.suite.LostNudgeTests;
import dev.bora.it.suite.NameSpaceTests;
import dev.bora.it.suite.PauseTests;
import dev.bora.it.suite.PutTests;
import dev.bora.it.suite.RolloutTests;
import dev.bora.it.suite.SlowCopyTests;
import dev.bora.it.suite.SoapTests;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The whole suite against two frontends, two backends and a door, each a process; and what needs
 * them.
 */
class ClusterIT {

  @RegisterExtension
  static final DeploymentExtension CLUSTER = new DeploymentExtension(ClusterDeployment::start);

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

  @Nested
  class LostNudges extends LostNudgeTests {
    LostNudges(ClusterDeployment cluster) throws Exception {
      super(cluster);
    }
  }

  @Nested
  class Crowd extends CrowdTests {
    Crowd(Deployment deployment) throws Exception {
      super(deployment);
    }
  }

  @Nested
  class Areas extends AreaTests {
    Areas(ClusterDeployment cluster) throws Exception {
      super(cluster);
    }
  }

  @Nested
  class Pauses extends PauseTests {
    Pauses(ClusterDeployment cluster) throws Exception {
      super(cluster);
    }
  }

  @Nested
  class Rollout extends RolloutTests {
    Rollout(ClusterDeployment cluster) {
      super(cluster);
    }
  }

  @Nested
  class SlowCopies extends SlowCopyTests {
    SlowCopies(ClusterDeployment cluster) throws Exception {
      super(cluster);
    }
  }
}
