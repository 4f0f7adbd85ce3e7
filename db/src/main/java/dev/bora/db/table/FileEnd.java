// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

import org.jspecify.annotations.Nullable;

/**
 * One of several files that end in the same way.
 *
 * @param claim under which its owner ends it
 * @param size bytes; null leaves what is known
 */
public record FileEnd(long id, int claim, @Nullable Long size) {}
