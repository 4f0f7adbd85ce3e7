// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.harness;

import dev.bora.srm.identity.GridTrust;
import dev.bora.srm.pki.PemCredential;
import dev.bora.srm.pki.SingleCredentialKeyManager;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Small files over https TURLs, many over one connection. */
public final class DataClient implements AutoCloseable {

  private final SSLContext context;
  private final HttpClient http;

  /** A client that shows this credential. */
  public DataClient(PemCredential credential, GridTrust trust) throws GeneralSecurityException {
    SingleCredentialKeyManager.Current shown =
        new SingleCredentialKeyManager.Current("user", credential.key(), credential.chain());
    context = SSLContext.getInstance("TLS");
    context.init(
        new KeyManager[] {new SingleCredentialKeyManager(() -> shown)},
        new TrustManager[] {new Servers(trust)},
        null);
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(context)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
  }

  /** A connection that stays, to any server. */
  public HeldConnection hold(String host, int port) throws IOException {
    return new HeldConnection(context, host, port);
  }

  /**
   * Writes a TURL.
   *
   * @return the HTTP status
   */
  public int put(String turl, byte[] contents) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(turl))
            .timeout(Duration.ofMinutes(2))
            .PUT(BodyPublishers.ofByteArray(contents))
            .build();
    HttpResponse<Void> response = http.send(request, BodyHandlers.discarding());
    return response.statusCode();
  }

  /** Reads a TURL. */
  public HttpResponse<byte[]> get(String turl) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(turl)).timeout(Duration.ofMinutes(2)).GET().build();
    return http.send(request, BodyHandlers.ofByteArray());
  }

  @Override
  public void close() {
    http.close();
  }

  private record Servers(GridTrust trust) implements X509TrustManager {

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
        throws java.security.cert.CertificateException {
      trust.validate(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {
      throw new UnsupportedOperationException("this side is a client");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
