// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import dev.bora.site.binding.Between;
import dev.bora.site.binding.Default;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who the site is, whom it trusts, and who may do everything.
 *
 * @param hostCertificate PEM, with its chain
 * @param hostKey PEM, not encrypted
 * @param certificateDirectory CAs, CRLs, signing policies and namespaces: an X509_CERT_DIR
 * @param vomsDirectory the .lsc files of the VOs
 * @param trustRefresh how often the two directories are read again
 * @param gridmap the file that {@link GridMap} reads; null: uploads belong to Bora's own user
 * @param administrators those who may see and change everybody's requests
 */
public record Security(
    @Default("/etc/grid-security/hostcert.pem") Path hostCertificate,
    @Default("/etc/grid-security/hostkey.pem") Path hostKey,
    @Default("/etc/grid-security/certificates") Path certificateDirectory,
    @Default("/etc/grid-security/vomsdir") Path vomsDirectory,
    @Default("10m") @Between(min = "1s", max = "1d") Duration trustRefresh,
    @Nullable Path gridmap,
    Set<Principal> administrators) {

  /**
   * Whether somebody is an administrator.
   *
   * @param dn in the slash form
   * @param fqans the verified ones
   */
  public boolean isAdministrator(String dn, List<String> fqans) {
    return administrators.contains(new Principal.Dn(dn))
        || fqans.stream().map(Principal.Fqan::new).anyMatch(administrators::contains);
  }
}
