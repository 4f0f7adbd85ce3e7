// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.identity;

import eu.emi.security.authn.x509.ValidationError;
import eu.emi.security.authn.x509.ValidationErrorCode;
import eu.emi.security.authn.x509.ValidationResult;
import eu.emi.security.authn.x509.X509CertChainValidatorExt;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertPathValidatorException.Reason;
import java.security.cert.PKIXReason;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One validation of a chain, its errors put into words and TLS alerts. */
final class ChainValidation {

  private static final int SHOWN_ERRORS = 3;

  private ChainValidation() {}

  static void validate(X509CertChainValidatorExt validator, X509Certificate[] chain)
      throws CredentialRefusedException {
    if (chain.length == 0) {
      throw new CredentialRefusedException("(none)", "no certificate", null);
    }
    String subject = DistinguishedNames.slashForm(chain[0].getSubjectX500Principal());
    ValidationResult result;
    try {
      result = validator.validate(chain);
    } catch (RuntimeException e) {
      // The chain comes from outside: whatever it does to the library, it is refused.
      throw new CredentialRefusedException(
          subject, "malformed chain: " + oneLine(String.valueOf(e)), null);
    }
    if (!result.isValid()) {
      throw new CredentialRefusedException(subject, reason(result), alert(result.getErrors()));
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

  private static @Nullable Reason alert(List<ValidationError> errors) {
    List<ValidationErrorCode> codes = errors.stream().map(ValidationError::getErrorCode).toList();
    if (codes.contains(ValidationErrorCode.certRevoked)) {
      return BasicReason.REVOKED;
    }
    if (codes.contains(ValidationErrorCode.noTrustAnchorFound)
        || codes.contains(ValidationErrorCode.rootKeyIsValidButNotATrustAnchor)) {
      return PKIXReason.NO_TRUST_ANCHOR;
    }
    if (codes.contains(ValidationErrorCode.certificateExpired)) {
      return BasicReason.EXPIRED;
    }
    if (codes.contains(ValidationErrorCode.certificateNotYetValid)) {
      return BasicReason.NOT_YET_VALID;
    }
    if (codes.contains(ValidationErrorCode.signatureNotVerified)) {
      return BasicReason.INVALID_SIGNATURE;
    }
    return null;
  }

  /** Names in certificates come from outside: no line breaks or escape sequences in a log. */
  static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }
}
