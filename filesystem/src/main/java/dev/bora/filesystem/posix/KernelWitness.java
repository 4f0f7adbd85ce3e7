// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem.posix;

/**
 * Sees each system call that changes a name, on the thread that makes it. There is none in a
 * running site: drills install one to stop or end the process between two calls.
 */
public interface KernelWitness {
  /**
   * Just before the call.
   *
   * @param operation name of the system call, such as {@code renameat2}
   * @param object the names that it is about
   */
  void before(String operation, String object);

  /** Just after it, whatever it answered. */
  void after(String operation, String object);

  /** From now on, for this process. */
  static void install(KernelWitness witness) {
    Kernel.witness(witness);
  }
}
