// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.client;

/** Is told how a transfer goes; called often, from the thread that transfers. */
@FunctionalInterface
public interface TransferProgress {

  /** Nobody looks. */
  TransferProgress IGNORED = (_, _) -> {};

  /**
   * Bytes have moved.
   *
   * @param bytes so far
   * @param total of the file; negative when it is not known
   */
  void moved(long bytes, long total);
}
