// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.pki;

import eu.emi.security.authn.x509.helpers.trust.OpensslTruststoreHelper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.openssl.PEMParser;
import org.jspecify.annotations.Nullable;

/**
 * A folder as X509_CERT_DIR names it. Every file stands there twice: under the hash that OpenSSL 1
 * and later compute from an authority's name (SHA-1 of its canonical encoding), and under that of
 * OpenSSL 0.9 (MD5), which old Java software looks for.
 */
record AuthorityFolder(Path folder) {

  void add(X509Certificate authority, String slashName, String slashNamespace) throws IOException {
    String certificate = PemFiles.text(authority);
    String signingPolicy =
        """
        access_id_CA      X509         '%1$s'
        pos_rights        globus       CA:sign
        cond_subjects     globus       '"%2$s/*"'
        """
            .formatted(slashName, slashNamespace);
    String namespaces =
        """
        TO Issuer "%1$s" \\
          PERMIT Subject "%2$s/.*"
        """
            .formatted(slashName, slashNamespace);
    for (String hash : hashes(authority.getSubjectX500Principal())) {
      PemFiles.writePublic(folder.resolve(hash + ".signing_policy"), signingPolicy);
      PemFiles.writePublic(folder.resolve(hash + ".namespaces"), namespaces);
      PemFiles.writePublic(folder.resolve(hash + ".0"), certificate);
    }
  }

  void putRevocationList(X500Principal authority, X509CRLHolder list) throws IOException {
    for (String hash : hashes(authority)) {
      PemFiles.writePublic(folder.resolve(hash + ".r0"), PemFiles.text(list));
    }
  }

  @Nullable X509CRLHolder revocationList(X500Principal authority) throws IOException {
    Path file = folder.resolve(hashes(authority).getFirst() + ".r0");
    if (!Files.exists(file)) {
      return null;
    }
    try (PEMParser parser = new PEMParser(Files.newBufferedReader(file))) {
      if (parser.readObject() instanceof X509CRLHolder list) {
        return list;
      }
      throw new IOException(file + ": holds no PEM certificate revocation list");
    }
  }

  boolean holds(X500Principal authority) {
    return hashes(authority).stream().allMatch(hash -> Files.exists(folder.resolve(hash + ".0")));
  }

  private static List<String> hashes(X500Principal name) {
    try {
      return List.of(
          OpensslTruststoreHelper.getOpenSSLCAHash(name, true),
          OpensslTruststoreHelper.getOpenSSLCAHash(name, false));
    } catch (IllegalArgumentException e) {
      throw new UncheckedIOException(new IOException(name + ": cannot be hashed", e));
    }
  }
}
