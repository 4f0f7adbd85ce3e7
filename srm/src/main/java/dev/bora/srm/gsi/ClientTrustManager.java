// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.gsi;

import dev.bora.srm.identity.PeerIdentities;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;

/**
 * Lets JSSE ask {@link PeerIdentities}. Not the extended kind of trust manager: for a plain one
 * JSSE checks keys and signature algorithms against the JDK's constraints on top.
 */
final class ClientTrustManager implements X509TrustManager {

  private final PeerIdentities identities;

  ClientTrustManager(PeerIdentities identities) {
    this.identities = identities;
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    identities.identify(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("this side is a server");
  }

  /** No list of authorities goes out: no client needs it, and a grid's would fill ten kilobytes. */
  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
