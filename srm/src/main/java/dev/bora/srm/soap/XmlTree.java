// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.soap;

import java.util.Map;

/**
 * A message as XML.
 *
 * @param root its outermost element
 * @param byId the elements that have an {@code id}, for what {@code href} names
 */
record XmlTree(XmlElement root, Map<String, XmlElement> byId) {}
