// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.harness;

import dev.bora.srm.pki.PemCredential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;

/** The grid that it/grid/make-grid makes: one for all tests of a checkout. */
public final class TestGrid {

  /** Alice's DN. */
  public static final String ALICE = "/DC=example/DC=bora-test/OU=People/CN=Alice Adams";

  /** Bob's DN. */
  public static final String BOB = "/DC=example/DC=bora-test/OU=People/CN=Bob Brown";

  /** Olga's DN: of no VO, an administrator at sites that say so. */
  public static final String OLGA = "/DC=example/DC=bora-test/OU=People/CN=Olga Olsen";

  private final Path folder;

  private TestGrid(Path folder) {
    this.folder = folder;
  }

  /** The grid, made if it is missing or old. */
  public static TestGrid get() {
    Path folder = Checkout.made("grid");
    Command.of(Checkout.file("it/grid/make-grid").toString(), folder.toString())
        .within(Duration.ofMinutes(2))
        .run()
        .succeeded();
    return new TestGrid(folder);
  }

  /** All of it. */
  public Path folder() {
    return folder;
  }

  /** The trusted authorities: X509_CERT_DIR. */
  public Path certificates() {
    return folder.resolve("certificates");
  }

  /** The trusted VOMS servers: X509_VOMS_DIR. */
  public Path vomsDirectory() {
    return folder.resolve("vomsdir");
  }

  /** The host's certificate. */
  public Path hostCertificate() {
    return folder.resolve("host/hostcert.pem");
  }

  /** The host's key. */
  public Path hostKey() {
    return folder.resolve("host/hostkey.pem");
  }

  /**
   * The section {@code security} of the site file of a host that is of this grid.
   *
   * @param key the host's, where the node's account may read it
   */
  public String security(Path key) {
    return """
    security:
      host-certificate: %s
      host-key: %s
      certificate-directory: %s
      voms-directory: %s
    """
        .formatted(hostCertificate(), key, certificates(), vomsDirectory());
  }

  /** Which local accounts alice and bob have. */
  public Path gridmap() {
    return folder.resolve("grid-mapfile");
  }

  /** A proxy, such as {@code alice-voms}: a file for X509_USER_PROXY. */
  public Path proxy(String name) {
    Path proxy = folder.resolve("proxies/" + name + ".pem");
    if (!Files.exists(proxy)) {
      throw new IllegalArgumentException("make-grid makes no proxy " + name);
    }
    return proxy;
  }

  /** A proxy as it is used by Bora's own client. */
  public PemCredential credential(String name) throws IOException, CertificateException {
    return PemCredential.readProxy(proxy(name));
  }

  /** The names of all proxies. */
  public List<String> proxies() throws IOException {
    try (var files = Files.list(folder.resolve("proxies"))) {
      return files.map(file -> file.getFileName().toString().replace(".pem", "")).sorted().toList();
    }
  }
}
