// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

final class BackendNodeTwinTest extends SectionTwinTest<BackendNode> {
  BackendNodeTwinTest() {
    super(
        site -> only(site.nodes().backends()),
        new BackendNode("be", "be.example.org", 8080, "be.example.org", "be.example.org", 9998),
        new BackendNode("be", "be.example.net", 9080, "0.0.0.0", "192.0.2.2", 9002));
  }
}
