// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.surl;

/** Which characters the name of a file may have for SRM to name it. */
final class NameCharacters {
  private NameCharacters() {}

  /**
   * Whether the character may stand in a SURL: control characters, halves of surrogate pairs and
   * what XML 1.0 cannot hold may not.
   */
  static boolean isAllowed(int codePoint) {
    return !Character.isISOControl(codePoint)
        && !(codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE)
        && codePoint != 0xfffe
        && codePoint != 0xffff;
  }
}
