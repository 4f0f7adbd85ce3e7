// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import org.jspecify.annotations.Nullable;

/**
 * A key and a value outside the interface; keys that are not known are ignored.
 *
 * @param key the key
 * @param value the value
 */
public record TExtraInfo(String key, @Nullable String value) {}
