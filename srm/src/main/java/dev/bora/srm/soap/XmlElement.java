// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.soap;

import org.jspecify.annotations.Nullable;

/**
 * An element of a message being read. Siblings are linked rather than listed: a large request has a
 * million elements.
 */
final class XmlElement {
  final String namespace;
  final String name;
  @Nullable XmlElement firstChild;
  @Nullable XmlElement nextSibling;

  /** The text of an element without children; that between children is dropped. */
  String text = "";

  @Nullable String href;
  boolean nil;
  boolean mustUnderstand;

  XmlElement(String namespace, String name) {
    this.namespace = namespace;
    this.name = name;
  }

  /** The first child of that name, in whatever namespace. */
  @Nullable XmlElement child(String childName) {
    for (XmlElement child = firstChild; child != null; child = child.nextSibling) {
      if (child.name.equals(childName)) {
        return child;
      }
    }
    return null;
  }
}
