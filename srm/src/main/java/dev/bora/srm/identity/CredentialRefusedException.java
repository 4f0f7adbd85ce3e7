// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.identity;

import java.security.cert.CertificateException;

/**
 * A certificate chain that is not accepted: expired, revoked, of an authority that is not trusted,
 * outside its authority's namespace, malformed. The message is one line, for logs. (The client sees
 * the alert certificate_unknown in all these cases: a JSSE server has no other.)
 */
public final class CredentialRefusedException extends CertificateException {

  private static final long serialVersionUID = 1;

  private final String subject;
  private final String reason;

  CredentialRefusedException(String subject, String reason) {
    super(subject + ": " + reason);
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
