// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThrowAwayGridTest {

  @TempDir Path folder;

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    return contents;
  }

  @Test
  void openingAgainChangesNothing() throws Exception {
    ThrowAwayGrid.openOrCreate(folder).user("alice", "Alice Adams");
    Map<String, String> before = contents(folder);
    ThrowAwayGrid.openOrCreate(folder).user("alice", "Alice Adams");
    assertThat(contents(folder)).isEqualTo(before);
    assertThat(before.keySet().stream().filter(name -> name.startsWith("certificates/")).toList())
        .as("two hashes, four files each")
        .hasSize(8);
  }

  @Test
  void whatIsMissingIsMadeAgain() throws Exception {
    ThrowAwayGrid grid = ThrowAwayGrid.openOrCreate(folder);
    Files.delete(grid.host().certificateFile());
    assertThat(ThrowAwayGrid.openOrCreate(folder).host().read().certificate()).isNotNull();
  }

  @Test
  void keysAreForTheirOwnerOnly() throws Exception {
    ThrowAwayGrid grid = ThrowAwayGrid.openOrCreate(folder);
    grid.proxy(
        grid.user("alice", "Alice Adams"),
        ProxyOptions.lasting(Duration.ofHours(1)),
        folder.resolve("proxy.pem"));
    for (Map.Entry<String, String> file : contents(folder).entrySet()) {
      if (file.getValue().contains("PRIVATE KEY")) {
        assertThat(
                PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(folder.resolve(file.getKey()))))
            .as(file.getKey())
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void hostCertificateIsForLoopback() throws Exception {
    X509Certificate host = ThrowAwayGrid.openOrCreate(folder).host().read().certificate();
    List<String> names =
        host.getSubjectAlternativeNames().stream().map(name -> name.get(1).toString()).toList();
    assertThat(names).contains("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
  }

  @Test
  void proxyFileIsOrderedAsGlobusReadsIt() throws Exception {
    ThrowAwayGrid grid = ThrowAwayGrid.openOrCreate(folder);
    GridCredential alice = grid.user("alice", "Alice Adams");
    Path file =
        grid.proxy(
            alice, ProxyOptions.lasting(Duration.ofHours(1)).withDepth(2), folder.resolve("p.pem"));
    assertThat(Files.readAllLines(file).stream().filter(line -> line.startsWith("-----BEGIN")))
        .containsExactly(
            "-----BEGIN CERTIFICATE-----",
            "-----BEGIN RSA PRIVATE KEY-----",
            "-----BEGIN CERTIFICATE-----",
            "-----BEGIN CERTIFICATE-----");
    PemCredential proxy = PemCredential.readProxy(file);
    assertThat(proxy.chain()).hasSize(3).last().isEqualTo(alice.read().certificate());
  }

  @Test
  void proxyLastsAsLongAsAsked() throws Exception {
    ThrowAwayGrid grid = ThrowAwayGrid.openOrCreate(folder);
    Instant start = Instant.parse("2020-01-01T00:00:00Z");
    Instant end = Instant.parse("2020-01-02T00:00:00Z");
    PemCredential proxy =
        PemCredential.readProxy(
            grid.proxy(
                grid.user("alice", "Alice Adams"),
                ProxyOptions.lasting(Duration.ofHours(1)).validBetween(start, end),
                folder.resolve("p.pem")));
    assertThat(proxy.certificate().getNotBefore()).isEqualTo(start);
    assertThat(proxy.certificate().getNotAfter()).isEqualTo(end);
    assertThat(proxy.expires()).isEqualTo(end);
    assertThatThrownBy(() -> proxy.requireValidAt(Instant.now()))
        .isInstanceOf(CertificateException.class)
        .hasMessageContaining("expired at 2020-01-02T00:00:00Z");
  }

  @Test
  void namesOfUsersAreNoPaths() throws Exception {
    ThrowAwayGrid grid = ThrowAwayGrid.openOrCreate(folder);
    assertThatThrownBy(() -> grid.user("../alice", "Alice"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
