// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.identity;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whom a site trusts.
 *
 * @param certificates folder in the manner of X509_CERT_DIR (usually
 *     /etc/grid-security/certificates): authorities, revocation lists, signing policies,
 *     namespaces, named by OpenSSL's hash
 * @param vomsDirectory folder in the manner of X509_VOMS_DIR (usually /etc/grid-security/vomsdir)
 *     with VO/HOST.lsc files; absent: no VOMS attribute is accepted
 * @param reloadInterval how often the folders are looked at, and the longest time for which a
 *     validation is remembered; more than zero
 */
public record GridTrustConfig(
    Path certificates, @Nullable Path vomsDirectory, Duration reloadInterval) {

  /** Checks the interval. */
  public GridTrustConfig {
    if (!reloadInterval.isPositive()) {
      throw new IllegalArgumentException("reload interval " + reloadInterval + ": more than zero");
    }
  }
}
