// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.pki;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a new proxy shall be.
 *
 * @param limited may not start jobs; storage accepts it as any other
 * @param depth how many proxies are made, each from the one before; at least 1
 * @param notBefore start of validity
 * @param notAfter end of validity
 * @param attributes VOMS attributes, put into the first proxy
 */
public record ProxyOptions(
    ProxyKind kind,
    boolean limited,
    int depth,
    Instant notBefore,
    Instant notAfter,
    List<VomsAttributes> attributes) {

  /** Copies the list. */
  public ProxyOptions {
    attributes = List.copyOf(attributes);
    if (depth < 1) {
      throw new IllegalArgumentException("depth " + depth + ": at least 1");
    }
  }

  /** A full RFC 3820 proxy without attributes, valid from five minutes ago (clocks differ). */
  public static ProxyOptions lasting(Duration lifetime) {
    Instant now = Instant.now();
    return new ProxyOptions(
        ProxyKind.RFC3820,
        false,
        1,
        now.minus(Duration.ofMinutes(5)),
        now.plus(lifetime),
        List.of());
  }

  /** The same of another kind. */
  public ProxyOptions ofKind(ProxyKind other) {
    return new ProxyOptions(other, limited, depth, notBefore, notAfter, attributes);
  }

  /** The same, limited. */
  public ProxyOptions asLimited() {
    return new ProxyOptions(kind, true, depth, notBefore, notAfter, attributes);
  }

  /** The same, delegated over and over. */
  public ProxyOptions withDepth(int proxies) {
    return new ProxyOptions(kind, limited, proxies, notBefore, notAfter, attributes);
  }

  /** The same with another period of validity. */
  public ProxyOptions validBetween(Instant start, Instant end) {
    return new ProxyOptions(kind, limited, depth, start, end, attributes);
  }

  /** The same with these VOMS attributes. */
  public ProxyOptions withAttributes(VomsAttributes... all) {
    return new ProxyOptions(kind, limited, depth, notBefore, notAfter, List.of(all));
  }
}
