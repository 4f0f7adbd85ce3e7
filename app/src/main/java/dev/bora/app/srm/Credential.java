// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.srm;

import dev.bora.app.failure.RefusedException;
import dev.bora.srm.client.SrmClient;
import dev.bora.srm.client.SrmEndpoint;
import dev.bora.srm.identity.GridTrust;
import dev.bora.srm.identity.GridTrustConfig;
import dev.bora.srm.pki.PemCredential;
import dev.bora.srm.surl.Surl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who the user is, and whom the user trusts: options that every client command has. */
final class Credential {
  @Option(
      names = "--proxy",
      paramLabel = "FILE",
      defaultValue = "${env:X509_USER_PROXY}",
      description = "The user's proxy (X509_USER_PROXY; else /tmp/x509up_u and the user id).")
  private @Nullable Path proxy;

  @Option(
      names = "--certificates",
      paramLabel = "DIR",
      defaultValue = "${env:X509_CERT_DIR:-/etc/grid-security/certificates}",
      description = "The trusted authorities (X509_CERT_DIR; else ${DEFAULT-VALUE}).")
  private Path certificates = Path.of("/etc/grid-security/certificates");

  /** Work with a client. */
  @FunctionalInterface
  interface Work {
    void with(SrmClient client) throws IOException, RefusedException;
  }

  /** Does work with a client of the server that a SURL names. */
  void use(Surl surl, Work work) throws IOException, GeneralSecurityException, RefusedException {
    PemCredential credential = read();
    try (GridTrust trust = trust();
        SrmClient client = new SrmClient(SrmEndpoint.of(surl), credential, trust)) {
      work.with(client);
    }
  }

  private PemCredential read() throws IOException, GeneralSecurityException, RefusedException {
    Path file = proxy != null ? proxy : usual();
    try {
      PemCredential credential = PemCredential.readProxy(file);
      credential.requireValidAt(Instant.now());
      return credential;
    } catch (NoSuchFileException e) {
      throw new RefusedException(
          "no proxy: %s: No such file or directory; X509_USER_PROXY or --proxy name another"
              .formatted(file),
          e);
    }
  }

  private static Path usual() throws IOException {
    return Path.of("/tmp/x509up_u" + Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
  }

  private GridTrust trust() throws IOException, RefusedException {
    if (!Files.isDirectory(certificates)) {
      throw new RefusedException(
          "no trusted authorities: %s: Not a directory; X509_CERT_DIR or --certificates name another"
              .formatted(certificates));
    }
    return GridTrust.open(new GridTrustConfig(certificates, null, Duration.ofHours(1)));
  }
}
