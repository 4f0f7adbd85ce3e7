// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

final class DoorNodeTwinTest extends SectionTwinTest<DoorNode> {
  DoorNodeTwinTest() {
    super(
        site -> only(site.nodes().doors()),
        new DoorNode(
            "door",
            "door.example.org",
            8443,
            "door.example.org",
            "door.example.org",
            8443,
            "door.example.org",
            9998),
        new DoorNode(
            "door",
            "door.example.net",
            9443,
            "0.0.0.0",
            "data.example.net",
            443,
            "192.0.2.3",
            9003));
  }
}
