// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.identity;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;

/**
 * A certificate chain that is not accepted: expired, revoked, of an authority that is not trusted,
 * outside its authority's namespace, malformed. The message is one line, for logs. Its cause
 * carries the reason from which JSSE chooses the TLS alert, so that a client's user reads
 * "certificate expired" and not "certificate unknown".
 */
public final class CredentialRefusedException extends CertificateException {

  private static final long serialVersionUID = 1;

  private final String subject;
  private final String reason;

  CredentialRefusedException(
      String subject, String reason, CertPathValidatorException.@Nullable Reason alert) {
    super(
        "%s: %s".formatted(subject, reason),
        alert == null ? null : new CertPathValidatorException(reason, null, null, -1, alert));
    this.subject = subject;
    this.reason = reason;
  }

  /** Slash form of the leaf's subject. */
  public String subject() {
    return subject;
  }

  /** Why, in one line. */
  public String reason() {
    return reason;
  }
}
