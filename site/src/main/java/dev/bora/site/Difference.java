// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

/**
 * Why two configurations cannot be in force at a time.
 *
 * @param key as in the site file
 * @param mine what it is here
 * @param theirs what it is in the other configuration, and what it clashes with
 */
public record Difference(String key, String mine, String theirs) {
  /** In one line, for people. */
  @Override
  public String toString() {
    return key + ": " + mine + " here, " + theirs + " there";
  }
}
