// SPDX-License-Identifier: Apache-2.0
package dev.bora.site.binding;

/** Where a {@link Section} reports what is wrong with it. */
public interface SectionCheck {
  /**
   * Refuses a value.
   *
   * @param key the key below this section, with dots if it is in a section below
   * @param value the value, as a person would write it
   * @param permitted what would be permitted
   */
  void refuse(String key, Object value, String permitted);

  /**
   * Misses a value that the other keys make necessary.
   *
   * @param key as for {@link #refuse}
   * @param permitted what would be permitted
   */
  void miss(String key, String permitted);
}
