// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.client;

import dev.bora.srm.gsi.TlsPlatform;
import dev.bora.srm.identity.CredentialRefusedException;
import dev.bora.srm.identity.GridTrust;
import dev.bora.srm.pki.PemCredential;
import dev.bora.srm.pki.SingleCredentialKeyManager;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** TLS as a grid client does it: one credential of its own, servers checked by the grid's rules. */
final class GridTls {

  private GridTls() {}

  static SSLContext context(PemCredential credential, GridTrust trust)
      throws GeneralSecurityException {
    TlsPlatform.configure();
    SSLContext context = SSLContext.getInstance("TLSv1.2");
    SingleCredentialKeyManager.Current offered =
        new SingleCredentialKeyManager.Current("user", credential.key(), credential.chain());
    context.init(
        new KeyManager[] {new SingleCredentialKeyManager(() -> offered)},
        new TrustManager[] {new ServerTrustManager(trust)},
        null);
    return context;
  }

  /** A plain trust manager: JSSE then checks the host name and the JDK's constraints on top. */
  private record ServerTrustManager(GridTrust trust) implements X509TrustManager {

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
        throws CredentialRefusedException {
      trust.validate(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      throw new CertificateException("this side is a client");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
