// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import java.math.BigInteger;

/**
 * The addresses of one network, as in {@code 192.0.2.0/24}.
 *
 * @param address the lowest of them
 * @param length how many bits all of them share
 */
public record Subnet(IpAddress address, int length) {
  static final String PERMITTED = "a subnet such as 192.0.2.0/24 or 2001:db8::/64";

  /** Refuses a length that the address does not have, and an address that is not the lowest. */
  public Subnet {
    if (length < 1 || length > address.bits()) {
      throw new IllegalArgumentException(length + " is not from 1 to " + address.bits());
    }
    int free = address.bits() - length;
    BigInteger number = new BigInteger(1, address.bytes());
    if (!number.shiftRight(free).shiftLeft(free).equals(number)) {
      throw new IllegalArgumentException(address + " is not the lowest address of its /" + length);
    }
  }

  /**
   * Reads {@code address/length}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Subnet parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("\\d{1,3}")) {
      throw new IllegalArgumentException(text + " is not " + PERMITTED);
    }
    return new Subnet(
        IpAddress.parse(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
  }

  /** Whether an address is one of them. */
  public boolean contains(IpAddress other) {
    int free = address.bits() - length;
    return other.bits() == address.bits()
        && new BigInteger(1, other.bytes())
            .shiftRight(free)
            .equals(new BigInteger(1, address.bytes()).shiftRight(free));
  }

  /** Whether there is an address in both. */
  public boolean overlaps(Subnet other) {
    return contains(other.address) || other.contains(address);
  }

  @Override
  public String toString() {
    return address + "/" + length;
  }
}
