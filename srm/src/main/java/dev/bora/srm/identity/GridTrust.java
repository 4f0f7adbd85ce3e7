// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.identity;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate authorities, revocation lists and VOMS servers that a site trusts, re-read while
 * running.
 *
 * <p>Accepts end-entity certificates and proxies (RFC 3820, draft and legacy Globus, full and
 * limited). A revocation list is used where there is one; one that is out of date makes its
 * authority's certificates invalid. Signing policies and namespaces must both agree where they are
 * present.
 *
 * <p>The folders are looked at every {@link GridTrustConfig#reloadInterval}; when anything in them
 * changed, everything is read anew, and replaces what was known at once. When reading fails, what
 * was known stays in force, and a warning is logged at every look until it succeeds.
 */
public final class GridTrust implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GridTrust.class);

  private final GridTrustConfig config;
  private final TrustLoader loader;
  private final ReentrantLock reloading = new ReentrantLock();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile TrustSnapshot snapshot;

  private GridTrust(GridTrustConfig config, TrustLoader loader, TrustSnapshot snapshot) {
    this.config = config;
    this.loader = loader;
    this.snapshot = snapshot;
  }

  /**
   * Reads the folders.
   *
   * @throws IOException a folder is missing, cannot be read, or holds no authority
   */
  public static GridTrust open(GridTrustConfig config) throws IOException {
    TrustLoader loader = new TrustLoader(config);
    FolderFingerprint fingerprint = loader.fingerprint();
    GridTrust trust = new GridTrust(config, loader, loader.load(1, fingerprint));
    Thread.ofPlatform().daemon().name("grid-trust-reload").start(trust::reloadUntilClosed);
    return trust;
  }

  /** What it was opened with. */
  public GridTrustConfig config() {
    return config;
  }

  /**
   * Looks at the folders now.
   *
   * @return whether anything had changed
   * @throws IOException they cannot be read; what was known stays in force
   */
  public boolean reload() throws IOException {
    reloading.lock();
    try {
      // Taken before reading: a change during the reading is found by the next look.
      FolderFingerprint now = loader.fingerprint();
      if (now.equals(snapshot.fingerprint())) {
        return false;
      }
      snapshot = loader.load(snapshot.generation() + 1, now);
      LOG.info("re-read the trusted authorities in {}", config.certificates());
      return true;
    } finally {
      reloading.unlock();
    }
  }

  private void reloadUntilClosed() {
    try {
      while (!closed.await(config.reloadInterval().toMillis(), TimeUnit.MILLISECONDS)) {
        reloadOrWarn();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void reloadOrWarn() {
    try {
      reload();
    } catch (IOException | RuntimeException e) {
      LOG.warn("the trusted authorities stay as they were: {}", e.toString());
    }
  }

  TrustSnapshot current() {
    return snapshot;
  }

  /**
   * Validates a chain, leaf first, against the authorities as they are known now.
   *
   * @throws CredentialRefusedException it is not valid
   */
  public void validate(X509Certificate... chain) throws CredentialRefusedException {
    ChainValidation.validate(snapshot.validator(), chain, Instant.now());
  }

  /** Stops re-reading. */
  @Override
  public void close() {
    closed.countDown();
  }
}
