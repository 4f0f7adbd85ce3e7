// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.node;

/** Somebody asked the process to end before it was ready; what had started is stopped. */
public final class StoppedException extends Exception {
  private static final long serialVersionUID = 1;

  private final int exitStatus;

  StoppedException(int exitStatus) {
    super("stopped before it was ready");
    this.exitStatus = exitStatus;
  }

  /** 128 and the number of the signal, as of a process that the signal has ended: 130 or 143. */
  public int exitStatus() {
    return exitStatus;
  }
}
