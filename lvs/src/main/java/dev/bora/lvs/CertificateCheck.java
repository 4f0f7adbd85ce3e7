// SPDX-License-Identifier: Apache-2.0
package dev.bora.lvs;

import dev.bora.site.Site;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether clients that connect to the virtual address of the frontends believe them. */
public final class CertificateCheck {
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  private CertificateCheck() {}

  /**
   * What is wrong with a certificate: its time, and its names (RFC 6125, 6.4): a star stands for
   * the first part of a name.
   *
   * @param pem the certificate of the frontends
   * @param now when it is to be valid
   * @throws IOException if it cannot be read
   * @throws CertificateException if it is none
   */
  public static Optional<String> problem(Site site, Path pem, Instant now)
      throws IOException, CertificateException {
    X509Certificate certificate = read(pem);
    Instant end = certificate.getNotAfter().toInstant();
    if (end.isBefore(now)) {
      return Optional.of(refused(pem, "one that is valid; this one expired at " + end));
    }
    String host = site.srm().host().toLowerCase(Locale.ROOT);
    List<String> names = names(certificate);
    return names.stream().anyMatch(name -> matches(name, host))
        ? Optional.empty()
        : Optional.of(
            refused(
                pem,
                "a certificate with the name "
                    + host
                    + " (srm.host); this one has "
                    + (names.isEmpty() ? "no names" : String.join(", ", names))));
  }

  private static String refused(Path pem, String permitted) {
    return "security.host-certificate: '" + pem + "' is refused; permitted: " + permitted;
  }

  private static X509Certificate read(Path pem) throws IOException, CertificateException {
    try (InputStream in = Files.newInputStream(pem)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  private static List<String> names(X509Certificate certificate) throws CertificateException {
    Collection<List<?>> all = certificate.getSubjectAlternativeNames();
    return all == null
        ? List.of()
        : all.stream()
            .filter(name -> name.get(0).equals(DNS_NAME) || name.get(0).equals(IP_ADDRESS))
            .map(name -> name.get(1).toString().toLowerCase(Locale.ROOT))
            .toList();
  }

  private static boolean matches(String name, String host) {
    if (name.startsWith("*.")) {
      int dot = host.indexOf('.');
      return dot > 0 && host.substring(dot).equals(name.substring(1));
    }
    return name.equals(host);
  }
}
