// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A password. It shows itself only to {@link #reveal}. */
public final class Secret {
  private final String value;

  Secret(String value) {
    this.value = value;
  }

  /** The password itself; not for messages and logs. */
  public String reveal() {
    return value;
  }

  /** Whether somebody knows the secret; takes as long for a near miss as for any other. */
  public boolean matches(String candidate) {
    return MessageDigest.isEqual(
        value.getBytes(StandardCharsets.UTF_8), candidate.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "(hidden)";
  }
}
