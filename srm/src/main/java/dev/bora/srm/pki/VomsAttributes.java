// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.pki;

import java.time.Instant;
import java.util.List;

/**
 * One VOMS attribute certificate to be put into a proxy. Readable by JVM-side software only:
 * voms-api-java 3.3.5 writes the policy authority in an encoding that the C libraries do not read.
 *
 * @param vo name of the virtual organisation
 * @param host of the VOMS server: names the .lsc file to check against
 * @param fqans the first is the primary one
 * @param signer credential of the VOMS server
 */
public record VomsAttributes(
    String vo,
    String host,
    List<String> fqans,
    PemCredential signer,
    Instant notBefore,
    Instant notAfter) {

  /** Copies the list. */
  public VomsAttributes {
    fqans = List.copyOf(fqans);
  }
}
