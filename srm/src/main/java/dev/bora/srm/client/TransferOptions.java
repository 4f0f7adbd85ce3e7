// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.client;

import java.time.Duration;
import java.util.List;

/**
 * How a file is put or got.
 *
 * @param overwrite whether an existing target is replaced; otherwise it is an error
 * @param protocols of TURLs, the best first; of {@code https}, {@code davs} and {@code file}, which
 *     is for clients that mount the storage
 * @param prepareTimeout how long a TURL is waited for; the request is aborted after that
 * @param stallTimeout how long a transfer may stand still before it fails
 */
public record TransferOptions(
    boolean overwrite, List<String> protocols, Duration prepareTimeout, Duration stallTimeout) {

  /** No overwriting, over https; half an hour for a TURL, two minutes without a byte. */
  public static final TransferOptions DEFAULTS =
      new TransferOptions(
          false, List.of("https", "davs"), Duration.ofMinutes(30), Duration.ofMinutes(2));

  /** Checks the ranges. */
  public TransferOptions {
    protocols = List.copyOf(protocols);
    if (protocols.isEmpty()) {
      throw new IllegalArgumentException("no protocol to transfer with");
    }
    if (!prepareTimeout.isPositive() || !stallTimeout.isPositive()) {
      throw new IllegalArgumentException("timeouts must be more than zero");
    }
  }

  /** The same, replacing what is there. */
  public TransferOptions overwriting() {
    return new TransferOptions(true, protocols, prepareTimeout, stallTimeout);
  }

  /** The same with other protocols. */
  public TransferOptions withProtocols(List<String> others) {
    return new TransferOptions(overwrite, others, prepareTimeout, stallTimeout);
  }

  /** The same with another time to wait for a TURL. */
  public TransferOptions withPrepareTimeout(Duration timeout) {
    return new TransferOptions(overwrite, protocols, timeout, stallTimeout);
  }
}
