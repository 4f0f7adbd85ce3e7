// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

/**
 * What may be done, as the UNIX permission bits of one class of users. gfal-chmod sends the bits as
 * a digit, 0 to 7, where the interface has names.
 */
public enum TPermissionMode {
  NONE(0),
  X(1),
  W(2),
  WX(3),
  R(4),
  RX(5),
  RW(6),
  RWX(7);

  private final int bits;

  TPermissionMode(int bits) {
    this.bits = bits;
  }

  /** The UNIX bits, 0 to 7: 4 to read, 2 to write, 1 to execute or to pass. */
  public int bits() {
    return bits;
  }

  /**
   * The mode of UNIX bits.
   *
   * @param bits 0 to 7
   * @throws IllegalArgumentException for any other number
   */
  public static TPermissionMode ofBits(int bits) {
    for (TPermissionMode mode : values()) {
      if (mode.bits == bits) {
        return mode;
      }
    }
    throw new IllegalArgumentException("permission bits are 0 to 7, not " + bits);
  }
}
