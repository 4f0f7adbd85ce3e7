// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import java.time.Duration;
import java.util.List;
import java.util.Map;

final class TransferTwinTest extends SectionTwinTest<Transfer> {
  TransferTwinTest() {
    super(
        Site::transfer,
        new Transfer(
            Map.of(
                Protocol.HTTPS,
                new ProtocolEndpoints(Protocol.HTTPS, List.of(), ""),
                Protocol.DAVS,
                new ProtocolEndpoints(Protocol.DAVS, List.of(), "")),
            Duration.ofSeconds(20),
            Duration.ofSeconds(2)),
        new Transfer(
            Map.of(
                Protocol.GSIFTP,
                new ProtocolEndpoints(
                    Protocol.GSIFTP, List.of(new HostPort("gridftp.example.net", 2811)), "/")),
            Duration.ofMinutes(1),
            Duration.ofMillis(500)));
  }
}
