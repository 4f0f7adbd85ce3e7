// SPDX-License-Identifier: Apache-2.0
/**
 * Binds a YAML file to records: one record per section, one component per key.
 *
 * <p>Everything about a key stands at its record component: name, type, default, permitted range.
 * The file is read, checked, printed and documented from that alone. All that is wrong with a file
 * is collected and reported together, each problem with file, line, key, value and what is
 * permitted.
 */
@NullMarked
package dev.bora.site.binding;

import org.jspecify.annotations.NullMarked;
