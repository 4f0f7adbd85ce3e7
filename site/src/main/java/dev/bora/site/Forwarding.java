// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

/** How a director passes packets on to the real servers. */
public enum Forwarding {
  /** Network address translation: answers go back through the director. */
  NAT,
  /** Direct routing: on one network with the director; answers go to the client directly. */
  DR,
  /** IP in IP: on any network; answers go to the client directly. */
  TUN
}
