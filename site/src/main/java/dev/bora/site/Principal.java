// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import java.util.regex.Pattern;

/** Somebody as certificates and VOMS attributes name them. */
public sealed interface Principal extends Comparable<Principal> {
  /** What {@link #parse} takes. */
  String PERMITTED = "a DN such as /C=IT/CN=Ada, or an FQAN such as /testvo/Role=admin";

  /** The DN or FQAN. */
  String text();

  /**
   * A subject in the slash form of OpenSSL.
   *
   * @param text with {@code emailAddress} and {@code UID} under these names, whatever they were
   *     written as
   */
  record Dn(String text) implements Principal {
    private static final Pattern EMAIL = Pattern.compile("/(?:E|Email|emailAddress)=");
    private static final Pattern USER_ID = Pattern.compile("/(?:UID|USERID)=");

    /** Brings the two attributes that tools name differently under one name. */
    public Dn {
      text = EMAIL.matcher(text).replaceAll("/emailAddress=");
      text = USER_ID.matcher(text).replaceAll("/UID=");
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * A VOMS group, perhaps with a role.
   *
   * @param text without {@code Role=NULL} and {@code Capability=NULL}, which say nothing
   */
  record Fqan(String text) implements Principal {
    private static final Pattern NOTHING = Pattern.compile("/(?:Role|Capability)=NULL(?=/|$)");

    /** Drops the parts that say nothing. */
    public Fqan {
      text = NOTHING.matcher(text).replaceAll("");
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * Reads a DN or an FQAN: the first part of a DN is an attribute with {@code =}, that of an FQAN
   * is the VO.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  static Principal parse(String text) {
    if (text.matches("/[A-Za-z0-9.]+=[^\\p{Cntrl}]+")) {
      return new Dn(text);
    }
    if (text.matches("/[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9._=-]+)*")) {
      return new Fqan(text);
    }
    throw new IllegalArgumentException(text + " is not " + PERMITTED);
  }

  @Override
  default int compareTo(Principal other) {
    return text().compareTo(other.text());
  }
}
