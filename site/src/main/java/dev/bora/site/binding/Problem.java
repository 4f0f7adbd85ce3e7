// SPDX-License-Identifier: Apache-2.0
package dev.bora.site.binding;

/**
 * One thing that is wrong with a file.
 *
 * @param file the file's name
 * @param line the line, from 1
 * @param key the full path of the key; empty if the file as a whole is meant
 * @param text what is wrong, and what is permitted
 */
public record Problem(String file, int line, String key, String text) {
  /** The problem in one line: {@code file:line: key: text}. */
  @Override
  public String toString() {
    return file + ":" + line + ": " + (key.isEmpty() ? "" : key + ": ") + text;
  }
}
