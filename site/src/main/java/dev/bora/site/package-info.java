// SPDX-License-Identifier: Apache-2.0
/**
 * The site's one configuration file, the same on every node, as records.
 *
 * <p>{@link dev.bora.site.SiteFile#load} reads it; each node is told only its name, and {@link
 * dev.bora.site.Site#node} says what that node is. A new key is a new record component with its
 * default and its limits as annotations, a row in {@code docs/configuration.md}, and a line in the
 * record's twin test; tests fail until all three agree.
 */
@NullMarked
package dev.bora.site;

import org.jspecify.annotations.NullMarked;
