// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

final class SecurityTwinTest extends SectionTwinTest<Security> {
  SecurityTwinTest() {
    super(
        Site::security,
        new Security(
            Path.of("/etc/grid-security/hostcert.pem"),
            Path.of("/etc/grid-security/hostkey.pem"),
            Path.of("/etc/grid-security/certificates"),
            Path.of("/etc/grid-security/vomsdir"),
            Duration.ofMinutes(10),
            null,
            Set.of()),
        new Security(
            Path.of("/etc/bora/cert.pem"),
            Path.of("/etc/bora/key.pem"),
            Path.of("/etc/bora/certificates"),
            Path.of("/etc/bora/vomsdir"),
            Duration.ofHours(1),
            Path.of("/etc/bora/gridmap"),
            Set.of(new Principal.Fqan("/ops/Role=manager"), new Principal.Dn("/DC=org/CN=Ada"))));
  }
}
