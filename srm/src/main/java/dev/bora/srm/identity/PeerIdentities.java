// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.identity;

import eu.emi.security.authn.x509.proxy.ProxyUtils;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who stands behind a certificate chain.
 *
 * <p>Asked at every handshake and at every request, so it remembers what it found, for a bounded
 * number of chains (the one not asked for longest goes first). An entry counts only as long as
 *
 * <ul>
 *   <li>it was made from the generation of {@link GridTrust} that is in force: any change of an
 *       authority, revocation list, policy or .lsc file ends it when the change is read;
 *   <li>it is younger than the reload interval, as a revocation list may run out without any file
 *       changing;
 *   <li>no certificate of the chain and no verified attribute has expired.
 * </ul>
 *
 * Refusals are not remembered. A VOMS attribute that does not verify counts as absent, and is
 * logged when it is first seen in a credential.
 */
public final class PeerIdentities {

  private static final Logger LOG = LoggerFactory.getLogger(PeerIdentities.class);

  private record Entry(Identity identity, long generation, Instant staleAt) {}

  private final GridTrust trust;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Entry> entries;
  private final Map<String, Boolean> warned;

  /**
   * Starts empty.
   *
   * @param maximum number of chains remembered; at least 1
   */
  public PeerIdentities(GridTrust trust, int maximum, Clock clock) {
    if (maximum < 1) {
      throw new IllegalArgumentException("maximum " + maximum + ": at least 1");
    }
    this.trust = trust;
    this.clock = clock;
    this.entries = leastRecentlyUsed(maximum);
    this.warned = leastRecentlyUsed(maximum);
  }

  private static <V> Map<String, V> leastRecentlyUsed(int maximum) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > maximum;
      }
    };
  }

  /**
   * Validates a chain, leaf first, or remembers having done so. The caller has made sure that the
   * peer holds the leaf's key.
   *
   * @throws CredentialRefusedException the chain is not valid (any more)
   */
  public Identity identify(X509Certificate... chain) throws CredentialRefusedException {
    TrustSnapshot snapshot = trust.current();
    String key = key(chain);
    Entry known = get(key);
    if (known != null
        && known.generation == snapshot.generation()
        && clock.instant().isBefore(known.staleAt)) {
      return known.identity;
    }
    Entry fresh = validate(snapshot, chain, key);
    put(key, fresh);
    return fresh.identity;
  }

  private Entry validate(TrustSnapshot snapshot, X509Certificate[] chain, String key)
      throws CredentialRefusedException {
    Instant now = clock.instant();
    ChainValidation.validate(snapshot.validator(), chain, now);
    X509Certificate user = ProxyUtils.getEndUserCertificate(chain);
    if (user == null) {
      throw new CredentialRefusedException(
          DistinguishedNames.slashForm(chain[0].getSubjectX500Principal()),
          "the chain holds proxies only, no end-entity certificate");
    }
    VomsLookup.Found voms = VomsLookup.in(snapshot.voms(), chain);
    String dn = DistinguishedNames.slashForm(user.getSubjectX500Principal());
    if (!voms.refused().isEmpty() && firstWarning(key)) {
      LOG.info("{}: VOMS attributes ignored: {}", dn, String.join(" | ", voms.refused()));
    }
    Instant expires = expires(chain);
    if (voms.expires() != null && voms.expires().isBefore(expires)) {
      expires = voms.expires();
    }
    Instant oldest = now.plus(trust.config().reloadInterval());
    return new Entry(
        new Identity(dn, voms.vo(), voms.fqans(), expires),
        snapshot.generation(),
        expires.isBefore(oldest) ? expires : oldest);
  }

  private static Instant expires(X509Certificate[] chain) {
    return Arrays.stream(chain)
        .map(X509Certificate::getNotAfter)
        .min(Date::compareTo)
        .orElseThrow()
        .toInstant();
  }

  private @Nullable Entry get(String key) {
    lock.lock();
    try {
      return entries.get(key);
    } finally {
      lock.unlock();
    }
  }

  private void put(String key, Entry entry) {
    lock.lock();
    try {
      entries.put(key, entry);
    } finally {
      lock.unlock();
    }
  }

  private boolean firstWarning(String key) {
    lock.lock();
    try {
      return warned.put(key, true) == null;
    } finally {
      lock.unlock();
    }
  }

  private static String key(X509Certificate[] chain) throws CredentialRefusedException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (X509Certificate certificate : chain) {
        digest.update(certificate.getEncoded());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (CertificateEncodingException e) {
      throw new CredentialRefusedException("(unreadable)", "a certificate cannot be encoded");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
