// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

/** What names and paths in the site file look like. */
final class Patterns {
  static final String NODE = "[a-z][a-z0-9-]{0,62}";
  static final String NODE_PERMITTED =
      "a lower-case letter, then up to 62 lower-case letters, digits or -";

  static final String AREA = "[a-z][a-z0-9_-]{0,62}";
  static final String AREA_PERMITTED =
      "a lower-case letter, then up to 62 lower-case letters, digits, _ or -";

  static final String VO = "[A-Za-z0-9][A-Za-z0-9._-]{0,254}";
  static final String VO_PERMITTED = "the name of a VO";

  private static final String SEGMENTS = "(/(?!\\.{1,2}(/|$))[^/\\p{Cntrl}]+)";

  static final String SITE_PATH = "/|" + SEGMENTS + "+";
  static final String SITE_PATH_PERMITTED =
      "an absolute path without '.', '..', empty parts or / at its end";

  static final String PREFIX = "/?|" + SEGMENTS + "+";
  static final String PREFIX_PERMITTED = "empty, /, or " + SITE_PATH_PERMITTED;

  static final String WORD = "[A-Za-z0-9_.-]{1,64}";
  static final String WORD_PERMITTED = "up to 64 letters, digits, '_', '.' or '-'";

  /** Linux takes no longer ones. */
  static final String INTERFACE = "[A-Za-z0-9_.-]{1,15}";

  static final String INTERFACE_PERMITTED = "the name of a network interface";

  private Patterns() {}
}
