// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.identity;

import eu.emi.security.authn.x509.ValidationError;
import eu.emi.security.authn.x509.ValidationResult;
import eu.emi.security.authn.x509.X509CertChainValidatorExt;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** One validation of a chain, its errors put into words. */
final class ChainValidation {

  private static final int SHOWN_ERRORS = 3;

  private ChainValidation() {}

  static void validate(X509CertChainValidatorExt validator, X509Certificate[] chain, Instant now)
      throws CredentialRefusedException {
    if (chain.length == 0) {
      throw new CredentialRefusedException("(none)", "no certificate");
    }
    String subject = DistinguishedNames.slashForm(chain[0].getSubjectX500Principal());
    ValidationResult result;
    try {
      result = validator.validate(chain);
    } catch (RuntimeException e) {
      // The chain comes from outside: whatever it does to the library, it is refused.
      throw new CredentialRefusedException(
          subject, "malformed chain: " + oneLine(String.valueOf(e)));
    }
    if (!result.isValid()) {
      throw new CredentialRefusedException(subject, reason(result));
    }
    refuseExpired(subject, chain, now);
  }

  /** canl lets proxies live five minutes longer than they say; nobody else does. */
  private static void refuseExpired(String subject, X509Certificate[] chain, Instant now)
      throws CredentialRefusedException {
    for (X509Certificate certificate : chain) {
      Instant end = certificate.getNotAfter().toInstant();
      if (end.isBefore(now)) {
        throw new CredentialRefusedException(subject, "Certificate has expired on: " + end);
      }
    }
  }

  private static String reason(ValidationResult result) {
    List<String> messages =
        result.getErrors().stream()
            .map(ValidationError::getMessage)
            .map(ChainValidation::oneLine)
            .distinct()
            .toList();
    String shown = messages.stream().limit(SHOWN_ERRORS).collect(Collectors.joining("; "));
    return shown.isEmpty() ? oneLine(result.toString()) : shown;
  }

  /** Names in certificates come from outside: no line breaks or escape sequences in a log. */
  static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }
}
