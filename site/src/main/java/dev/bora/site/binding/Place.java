// SPDX-License-Identifier: Apache-2.0
package dev.bora.site.binding;

/**
 * Where in the file something stands.
 *
 * @param path the full path of the key; empty for the whole file
 * @param line the line, from 1
 */
record Place(String path, int line) {
  Place below(String key, int lineOfKey) {
    return new Place(pathOf(key), lineOfKey);
  }

  String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
