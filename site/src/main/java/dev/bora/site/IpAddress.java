// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import com.google.common.net.InetAddresses;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;

/**
 * An IPv4 or IPv6 address. Written as RFC 5952 has it, so that one address has one text.
 *
 * @param text what {@link #parse} makes of any way of writing it
 */
public record IpAddress(String text) implements Comparable<IpAddress> {
  static final String PERMITTED = "an IP address";

  /** Takes the one text of an address. */
  public IpAddress {
    if (!text.equals(InetAddresses.toAddrString(InetAddresses.forString(text)))) {
      throw new IllegalArgumentException(text + " is not how that address is written");
    }
  }

  /**
   * Reads an address, without brackets and without a zone.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static IpAddress parse(String text) {
    if (text.contains("%")) {
      throw new IllegalArgumentException(text + " has a zone");
    }
    return new IpAddress(InetAddresses.toAddrString(InetAddresses.forString(text)));
  }

  /** The address, if the host is one and not a name. */
  public static Optional<IpAddress> ofHost(String host) {
    return InetAddresses.isInetAddress(host) ? Optional.of(parse(host)) : Optional.empty();
  }

  /** Whether it is an IPv4 address. */
  public boolean isIpv4() {
    return inetAddress() instanceof Inet4Address;
  }

  /** Whether it stands for all addresses of a host: 0.0.0.0 or ::. */
  public boolean isUnspecified() {
    return inetAddress().isAnyLocalAddress();
  }

  /** Whether only its own host reaches it. */
  public boolean isLoopback() {
    return inetAddress().isLoopbackAddress();
  }

  /** How many bits it has: 32 or 128. */
  public int bits() {
    return bytes().length * Byte.SIZE;
  }

  byte[] bytes() {
    return inetAddress().getAddress();
  }

  private InetAddress inetAddress() {
    return InetAddresses.forString(text);
  }

  /** IPv4 before IPv6, then by number. */
  @Override
  public int compareTo(IpAddress other) {
    int byFamily = Integer.compare(bits(), other.bits());
    return byFamily != 0 ? byFamily : Arrays.compareUnsigned(bytes(), other.bytes());
  }

  @Override
  public String toString() {
    return text;
  }
}
