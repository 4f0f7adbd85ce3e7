// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.pki;

import eu.emi.security.authn.x509.proxy.ProxyType;

/** The three kinds of proxy certificates in use. */
public enum ProxyKind {
  /** RFC 3820. */
  RFC3820(ProxyType.RFC3820),
  /** Globus 3 and 4.0: the draft of RFC 3820, with an OID of Globus. */
  DRAFT(ProxyType.DRAFT_RFC),
  /** Globus 2: a certificate whose subject ends in CN=proxy or CN=limited proxy. */
  LEGACY(ProxyType.LEGACY);

  private final ProxyType type;

  ProxyKind(ProxyType type) {
    this.type = type;
  }

  ProxyType type() {
    return type;
  }
}
