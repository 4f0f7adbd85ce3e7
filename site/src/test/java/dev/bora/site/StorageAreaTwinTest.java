// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

final class StorageAreaTwinTest extends SectionTwinTest<StorageArea> {
  StorageAreaTwinTest() {
    super(
        site -> only(site.storageAreas().byName()),
        new StorageArea(
            "testvo-disk",
            Path.of("/storage/testvo"),
            List.of("/testvo-disk"),
            Set.of("testvo"),
            "TESTVODISK_TOKEN",
            Map.of(
                Protocol.HTTPS,
                new ProtocolEndpoints(Protocol.HTTPS, List.of(), ""),
                Protocol.DAVS,
                new ProtocolEndpoints(Protocol.DAVS, List.of(), "")),
            null,
            OverwriteMode.NEVER),
        new StorageArea(
            "testvo-disk",
            Path.of("/gpfs/testvo"),
            List.of("/testvo", "/t"),
            Set.of("other", "testvo"),
            "TESTVO_DISK",
            Map.of(Protocol.FILE, new ProtocolEndpoints(Protocol.FILE, List.of(), "")),
            new ByteSize(2L << 40),
            OverwriteMode.WHEN_FILES_ARE_DIFFERENT));
  }
}
