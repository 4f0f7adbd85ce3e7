// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

final class FrontendNodeTwinTest extends SectionTwinTest<FrontendNode> {
  FrontendNodeTwinTest() {
    super(
        site -> only(site.nodes().frontends()),
        new FrontendNode("fe", "fe.example.org", 8444, "fe.example.org", "fe.example.org", 9998),
        new FrontendNode("fe", "fe.example.net", 9444, "0.0.0.0", "192.0.2.1", 9001));
  }
}
