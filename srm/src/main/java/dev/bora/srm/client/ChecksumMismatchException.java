// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.client;

import java.io.IOException;

/** The bytes that were sent or received are not those that the server has. */
public final class ChecksumMismatchException extends IOException {

  private static final long serialVersionUID = 1;

  ChecksumMismatchException(String ours, String theirs) {
    super(
        "the adler32 of what was transferred is %s, and the server says %s"
            .formatted(ours, theirs));
  }
}
