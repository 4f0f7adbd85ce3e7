// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.identity;

/**
 * Fully qualified attribute names of VOMS: {@code
 * /VO[/GROUP...][/Role=ROLE][/Capability=CAPABILITY]}.
 */
final class Fqans {

  private static final String NO_CAPABILITY = "/Capability=NULL";
  private static final String NO_ROLE = "/Role=NULL";

  private Fqans() {}

  /** Without what says nothing. */
  static String canonical(String fqan) {
    String shorter = withoutEnd(fqan, NO_CAPABILITY);
    return withoutEnd(shorter, NO_ROLE);
  }

  /** Whether a server that speaks for {@code vo} may say this. */
  static boolean belongsTo(String fqan, String vo) {
    String root = "/" + vo;
    return fqan.equals(root) || fqan.startsWith(root + "/");
  }

  private static String withoutEnd(String text, String end) {
    return text.endsWith(end) ? text.substring(0, text.length() - end.length()) : text;
  }
}
