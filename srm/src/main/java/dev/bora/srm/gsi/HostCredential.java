// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.gsi;

import dev.bora.srm.pki.PemCredential;
import dev.bora.srm.pki.SingleCredentialKeyManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.X509ExtendedKeyManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The host's certificate and private key (PEM; PKCS#1, SEC1 or PKCS#8; RSA or EC), read again when
 * their files change: new handshakes use the new ones, without a restart. While the files are
 * unusable (half replaced, say), the old ones stay in use, and a warning says so.
 */
public final class HostCredential {

  private static final Logger LOG = LoggerFactory.getLogger(HostCredential.class);

  private record Loaded(String stamp, PemCredential credential, long number) {}

  private final Path certificateFile;
  private final Path keyFile;
  private final Duration lookInterval;
  private final Clock clock;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile Loaded loaded;
  private volatile Instant nextLook;
  private volatile String refusedStamp = "";

  private HostCredential(
      Path certificateFile, Path keyFile, Duration lookInterval, Clock clock, Loaded loaded) {
    this.certificateFile = certificateFile;
    this.keyFile = keyFile;
    this.lookInterval = lookInterval;
    this.clock = clock;
    this.loaded = loaded;
    this.nextLook = clock.instant().plus(lookInterval);
  }

  /**
   * Reads the files.
   *
   * @param lookInterval how often, at most, a handshake looks whether the files changed
   * @throws IOException a file is missing or cannot be read
   * @throws CertificateException not PEM, encrypted, expired or not valid yet, the key not that of
   *     the certificate, or readable by others than its owner; the message names the file
   */
  public static HostCredential open(
      Path certificateFile, Path keyFile, Duration lookInterval, Clock clock)
      throws IOException, CertificateException {
    String stamp = stamp(certificateFile, keyFile);
    PemCredential credential = read(certificateFile, keyFile, clock);
    return new HostCredential(
        certificateFile, keyFile, lookInterval, clock, new Loaded(stamp, credential, 1));
  }

  /** The credential in use, after a look at the files if one is due. */
  public PemCredential current() {
    return look().credential;
  }

  /** Why no client can trust it now, for an operator; empty if nothing is wrong. */
  public Optional<String> trouble() {
    try {
      current().requireValidAt(clock.instant());
      return Optional.empty();
    } catch (CertificateException invalid) {
      return Optional.of(certificateFile + ": " + invalid.getMessage());
    }
  }

  X509ExtendedKeyManager keyManager() {
    return new SingleCredentialKeyManager(() -> {
      Loaded now = look();
      return new SingleCredentialKeyManager.Current(
          "host-" + now.number, now.credential.key(), now.credential.chain());
    });
  }

  private Loaded look() {
    if (!clock.instant().isBefore(nextLook) && looking.tryLock()) {
      try {
        nextLook = clock.instant().plus(lookInterval);
        reloadIfChanged();
      } finally {
        looking.unlock();
      }
    }
    return loaded;
  }

  private void reloadIfChanged() {
    String stamp = "";
    try {
      stamp = stamp(certificateFile, keyFile);
      if (stamp.equals(loaded.stamp)) {
        return;
      }
      PemCredential credential = read(certificateFile, keyFile, clock);
      loaded = new Loaded(stamp, credential, loaded.number + 1);
      LOG.info("new host certificate {}, valid until {}", certificateFile, credential.expires());
    } catch (IOException | CertificateException e) {
      if (!stamp.equals(refusedStamp)) {
        LOG.warn("the old host certificate stays in use: {}", e.getMessage());
      }
      refusedStamp = stamp;
    }
  }

  private static PemCredential read(Path certificateFile, Path keyFile, Clock clock)
      throws IOException, CertificateException {
    PemCredential credential = PemCredential.read(certificateFile, keyFile);
    try {
      credential.requireValidAt(clock.instant());
    } catch (CertificateException e) {
      throw new CertificateException(certificateFile + ": " + e.getMessage(), e);
    }
    return credential;
  }

  private static String stamp(Path certificateFile, Path keyFile) throws IOException {
    StringBuilder stamp = new StringBuilder("of");
    for (Path file : new Path[] {certificateFile, keyFile}) {
      if (!Files.exists(file)) {
        throw new IOException(file + ": No such file or directory");
      }
      stamp.append(' ').append(new TreeMap<>(Files.readAttributes(file, "unix:ino,size,ctime")));
    }
    return stamp.toString();
  }
}
