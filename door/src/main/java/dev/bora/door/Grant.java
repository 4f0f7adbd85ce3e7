// SPDX-License-Identifier: Apache-2.0
package dev.bora.door;

import dev.bora.filesystem.AreaPath;
import dev.bora.filesystem.HiddenName;
import dev.bora.filesystem.StorageArea;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a TURL that is good permits.
 *
 * @param dn of the request that it belongs to
 * @param path public path of the file
 * @param upload where the data goes, of a TURL for writing; empty for one for reading
 * @param promisedSize bytes; null if none were promised
 */
record Grant(
    long fileId,
    String dn,
    StorageArea area,
    AreaPath path,
    Optional<HiddenName> upload,
    @Nullable Long promisedSize) {}
