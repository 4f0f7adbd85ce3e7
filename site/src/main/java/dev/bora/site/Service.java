// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import java.util.Locale;

/** What stands behind directors. Written in lower case. */
public enum Service {
  /** The SRM service, which clients call. */
  FRONTENDS,
  /** XML-RPC, which frontends call. */
  BACKENDS;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
