// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.pki;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Offers one credential, whatever issuers the peer names. The credential may change: a handshake
 * that began with one gets key and chain of that one, as its alias tells them apart.
 */
public final class SingleCredentialKeyManager extends X509ExtendedKeyManager {

  /**
   * What to offer now.
   *
   * @param alias another one for another credential
   */
  public record Current(String alias, PrivateKey key, List<X509Certificate> chain) {}

  /** A handshake takes milliseconds between choosing an alias and using it. */
  private static final int REMEMBERED = 4;

  private final Supplier<Current> source;
  private final Map<String, Current> recent = new ConcurrentHashMap<>();

  /** Asks the source at every handshake. */
  public SingleCredentialKeyManager(Supplier<Current> source) {
    this.source = source;
  }

  private @Nullable String choose(String... keyTypes) {
    Current current = source.get();
    for (String keyType : keyTypes) {
      // RSASSA-PSS and the like are asked for as well; the JDK asks on with the next type.
      if (keyType.equals(current.key().getAlgorithm())) {
        if (recent.size() >= REMEMBERED && !recent.containsKey(current.alias())) {
          recent.clear();
        }
        recent.put(current.alias(), current);
        return current.alias();
      }
    }
    return null;
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return choose(keyType);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return choose(keyType);
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return choose(keyTypes);
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return choose(keyTypes);
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    Current chosen = recent.get(alias);
    return chosen == null ? null : chosen.chain().toArray(X509Certificate[]::new);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    Current chosen = recent.get(alias);
    return chosen == null ? null : chosen.key();
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }
}
