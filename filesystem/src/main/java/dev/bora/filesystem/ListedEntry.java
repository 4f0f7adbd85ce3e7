// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import dev.bora.filesystem.posix.RawName;

/** An entry of a directory; a link is shown as a link, not followed. */
public record ListedEntry(RawName name, FileDetails details) {}
