// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import dev.bora.site.binding.Between;
import dev.bora.site.binding.Default;
import dev.bora.site.binding.Derived;
import dev.bora.site.binding.EntryName;
import dev.bora.site.binding.Matching;
import dev.bora.site.binding.NotEmpty;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A part of the name space, and the folder that holds it.
 *
 * @param name unique, at most 63 characters
 * @param root the folder; not inside that of another area
 * @param accessPoints the paths in SURLs under which it is known; one at least
 * @param vos those whose members may read, write and remove in it
 * @param spaceTokenDescription what clients call its space
 * @param protocols how its files are read and written; never empty in a {@link Site}
 * @param sizeLimit the largest file that a put may promise, whatever the area holds already; null:
 *     what the file system has free
 * @param overwrite for puts that do not say
 */
public record StorageArea(
    @EntryName @Matching(pattern = Patterns.AREA, permitted = Patterns.AREA_PERMITTED) String name,
    Path root,
    @Derived("/ and the name")
        @Matching(pattern = Patterns.SITE_PATH, permitted = Patterns.SITE_PATH_PERMITTED)
        List<String> accessPoints,
    @NotEmpty @Matching(pattern = Patterns.VO, permitted = Patterns.VO_PERMITTED) Set<String> vos,
    @Derived("the name in upper case without -, . and _, then _TOKEN")
        @Matching(pattern = Patterns.WORD, permitted = Patterns.WORD_PERMITTED)
        String spaceTokenDescription,
    @Derived("transfer.protocols") Map<Protocol, ProtocolEndpoints> protocols,
    @Nullable @Between(min = "1B") ByteSize sizeLimit,
    @Default("NEVER") OverwriteMode overwrite) {

  /** Access points and space token follow from the name, unless the file says otherwise. */
  public StorageArea {
    accessPoints = accessPoints.isEmpty() ? List.of("/" + name) : List.copyOf(accessPoints);
    spaceTokenDescription =
        spaceTokenDescription.isEmpty()
            ? name.toUpperCase(Locale.ROOT).replaceAll("[-._]", "") + "_TOKEN"
            : spaceTokenDescription;
  }

  StorageArea withProtocols(Map<Protocol, ProtocolEndpoints> effective) {
    return new StorageArea(
        name, root, accessPoints, vos, spaceTokenDescription, effective, sizeLimit, overwrite);
  }
}
