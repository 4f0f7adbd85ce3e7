// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/** What frontends and backends of one site know and nobody else does. Never shown by toString. */
public final class SharedSecret {

  /** The HTTP header that carries it. */
  public static final String HEADER = "Bora-Secret";

  private static final Pattern PERMITTED = Pattern.compile("[!-~]{16,1024}");

  private final String text;
  private final byte[] digest;

  private SharedSecret(String text) {
    this.text = text;
    this.digest = sha256(text);
  }

  /**
   * A secret.
   *
   * @param text 16 to 1024 visible ASCII characters
   * @return the secret
   * @throws IllegalArgumentException if it is anything else; the message does not show it
   */
  public static SharedSecret of(String text) {
    if (!PERMITTED.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "the secret between frontends and backends must be 16 to 1024 visible ASCII characters");
    }
    return new SharedSecret(text);
  }

  /**
   * Whether somebody presented this secret, in a time that does not tell how much of it was right.
   *
   * @param presented what came
   * @return whether it is the same
   */
  public boolean matches(String presented) {
    return MessageDigest.isEqual(digest, sha256(presented));
  }

  /**
   * The secret itself, for the header.
   *
   * @return its text; not for logs
   */
  public String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return "SharedSecret[hidden]";
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
