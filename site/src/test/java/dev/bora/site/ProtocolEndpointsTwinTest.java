// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import java.util.List;

final class ProtocolEndpointsTwinTest extends SectionTwinTest<ProtocolEndpoints> {
  ProtocolEndpointsTwinTest() {
    super(
        site ->
            site.transfer().protocols().values().stream().reduce((_, last) -> last).orElseThrow(),
        new ProtocolEndpoints(Protocol.DAVS, List.of(), ""),
        new ProtocolEndpoints(
            Protocol.GSIFTP, List.of(new HostPort("gridftp.example.net", 2811)), "/"));
  }
}
