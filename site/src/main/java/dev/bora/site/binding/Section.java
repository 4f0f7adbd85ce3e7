// SPDX-License-Identifier: Apache-2.0
package dev.bora.site.binding;

/** A section whose values must also agree with each other. */
public interface Section {
  /**
   * Reports the combinations that are not permitted. Called once for each section of a file, after
   * all of its values were found permitted one by one.
   */
  void check(SectionCheck check);
}
