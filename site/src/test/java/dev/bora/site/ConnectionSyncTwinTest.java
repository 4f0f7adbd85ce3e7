// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

final class ConnectionSyncTwinTest extends SectionTwinTest<ConnectionSync> {
  ConnectionSyncTwinTest() {
    super(
        site -> site.lvs().sync(),
        new ConnectionSync(true, "one", 1),
        new ConnectionSync(false, "inner", 7));
  }

  @Override
  String minimal() {
    return "minimal-lvs.yaml";
  }
}
