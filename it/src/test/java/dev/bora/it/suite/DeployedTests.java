// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.it.deployment.Deployment;
import dev.bora.it.harness.Client;
import dev.bora.it.harness.SrmClient;
import dev.bora.srm.client.GridHttpConfig.Transport;
import dev.bora.srm.types.SrmMkdirRequest;
import dev.bora.srm.types.SrmMkdirResponse;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests of a running Bora: each has a directory of its own in /testvo, and alice, a member of
 * testvo.
 */
abstract class DeployedTests {

  /** Where the user works. */
  @TempDir Path desk;

  final Deployment deployment;

  /** The test's directory, as in {@code /testvo/...}. */
  String directory = "";

  Client alice;
  SrmClient aliceSrm;

  DeployedTests(Deployment deployment) throws Exception {
    this.deployment = deployment;
    alice = deployment.client("alice-voms");
    aliceSrm = deployment.srm("alice-voms", Transport.HTTPG);
  }

  @BeforeEach
  final void makeDirectory() throws Exception {
    directory = "/testvo/" + UUID.randomUUID();
    assertThat(mkdir(directory)).isEqualTo(TStatusCode.SRM_SUCCESS);
  }

  @AfterEach
  final void hangUp() throws Exception {
    aliceSrm.close();
  }

  final TStatusCode mkdir(String path) throws IOException {
    return aliceSrm
        .call(new SrmMkdirRequest(null, deployment.surl(path), null), SrmMkdirResponse.class)
        .returnStatus()
        .statusCode();
  }

  /** What is there before requests below the test's directory. */
  final Leftovers leftoversBefore() throws IOException {
    return Leftovers.before(deployment, directory.substring("/testvo/".length()));
  }

  /** A SURL of a name in the test's directory, at the next frontend. */
  final String surl(String name) {
    return deployment.surl(path(name));
  }

  /** The path of a name in the test's directory, as in {@code /testvo/...}. */
  final String path(String name) {
    return name.isEmpty() ? directory : directory + "/" + name;
  }

  /** Where a name in the test's directory is on disk. */
  final Path disk(String name) {
    return deployment.root().resolve(path(name).substring("/testvo/".length()));
  }

  /** A file on the user's desk with bytes that look random, the same for the same size. */
  final Path source(int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return Files.write(desk.resolve("source-" + size), bytes);
  }

  /** As an argument of gfal and ARC. */
  static String url(Path file) {
    return "file://" + file;
  }

  static String digest(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }
}
