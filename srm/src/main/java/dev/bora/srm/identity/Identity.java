// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.identity;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client whose credential was validated.
 *
 * @param dn subject of the end-entity certificate in OpenSSL's slash form, e.g. {@code
 *     /DC=example/DC=grid/CN=Alice Adams}; printable ASCII only
 * @param vo the virtual organisation of the first verified attribute certificate; absent when none
 *     verified
 * @param fqans verified VOMS attributes in the credential's order, the primary one first, without
 *     {@code /Role=NULL} and {@code /Capability=NULL}
 * @param expires when the first of the chain's certificates and of the verified attributes ends
 */
public record Identity(String dn, @Nullable String vo, List<String> fqans, Instant expires) {

  /** Copies the list. */
  public Identity {
    fqans = List.copyOf(fqans);
  }
}
