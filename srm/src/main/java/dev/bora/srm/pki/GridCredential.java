// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.pki;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateException;

/**
 * A credential of a {@link ThrowAwayGrid}, in files.
 *
 * @param certificateFile PEM, mode 0644
 * @param keyFile PEM (PKCS#1), mode 0600
 */
public record GridCredential(Path certificateFile, Path keyFile) {

  /**
   * Reads the files.
   *
   * @throws IOException as {@link PemCredential#read}
   * @throws CertificateException as {@link PemCredential#read}
   */
  public PemCredential read() throws IOException, CertificateException {
    return PemCredential.read(certificateFile, keyFile);
  }
}
