// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.gsi;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.jspecify.annotations.Nullable;

/**
 * RSA key pairs made ahead, as each takes a tenth of a second and more; every pair is given out
 * once.
 */
final class DelegationKeys extends AbstractLifeCycle {

  private static final int KEY_BITS = 2048;

  private final BlockingQueue<KeyPair> ready;
  private @Nullable Thread maker;

  DelegationKeys(int ahead) {
    this.ready = new ArrayBlockingQueue<>(ahead);
  }

  @Override
  protected void doStart() {
    maker = Thread.ofPlatform().daemon().name("gsi-delegation-keys").start(this::fill);
  }

  @Override
  protected void doStop() {
    if (maker != null) {
      maker.interrupt();
    }
  }

  KeyPair take() {
    KeyPair pair = ready.poll();
    return pair == null ? generate() : pair;
  }

  private void fill() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        ready.put(generate());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(KEY_BITS);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has RSA", e);
    }
  }
}
