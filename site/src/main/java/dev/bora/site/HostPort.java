// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where something listens.
 *
 * @param host a host name, an IPv4 address, or an IPv6 address without brackets
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) implements Comparable<HostPort> {
  static final String HOST_PATTERN =
      "(?=.{1,253}$)[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*"
          + "|(?=.*:)[0-9A-Fa-f:.]{2,45}";
  static final String HOST_PERMITTED = "a host name or an IP address";
  static final String PERMITTED = "host:port, an IPv6 address in brackets";

  private static final Pattern HOST = Pattern.compile(HOST_PATTERN);
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([^\\]]*:[^\\]]*)\\]|([^:\\[\\]]+)):(\\d{1,5})");

  /** Refuses what cannot be a host or a port. */
  public HostPort {
    if (!HOST.matcher(host).matches()) {
      throw new IllegalArgumentException(host + " is not " + HOST_PERMITTED);
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException(port + " is not a port from 1 to 65535");
    }
  }

  /**
   * Reads {@code host:port} or {@code [IPv6]:port}.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  public static HostPort parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text + " is not " + PERMITTED);
    }
    String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    return new HostPort(host, Integer.parseInt(matcher.group(3)));
  }

  @Override
  public int compareTo(HostPort other) {
    return toString().compareTo(other.toString());
  }

  /** As it stands in a URL. */
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
