// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import org.jspecify.annotations.Nullable;

/**
 * Whom somebody is on the nodes that serve data.
 *
 * @param user the name of a local user
 * @param group the name of a local group; null: the user's own
 * @param vo the VO of those whose certificate shows none
 */
public record LocalAccount(String user, @Nullable String group, @Nullable String vo) {}
