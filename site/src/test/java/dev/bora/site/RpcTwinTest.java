// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import java.nio.file.Path;
import java.time.Duration;

final class RpcTwinTest extends SectionTwinTest<Rpc> {
  RpcTwinTest() {
    super(
        Site::rpc,
        new Rpc(
            new HostPort("be.example.org", 8080),
            Path.of("/etc/bora/rpc-secret"),
            Duration.ofSeconds(1),
            Duration.ofMinutes(1),
            64,
            Duration.ofSeconds(10)),
        new Rpc(
            new HostPort("backends.example.net", 8081),
            Path.of("/run/secrets/rpc"),
            Duration.ofSeconds(3),
            Duration.ofMinutes(5),
            10,
            Duration.ofSeconds(30)));
  }
}
